import { sql } from "@/lib/db/client";

/** Failures allowed of one kind from one source inside a window; counted in the database, so common to all servers. */
type Limit = { readonly failures: number; readonly windowSeconds: number };

/*
 * A classroom sits behind one address: networks are allowed many failures, and right sign-ins count for nothing.
 * One account tried from one network is what guessing looks like.
 */
const limits = {
  "sign-in-account-network": { failures: 10, windowSeconds: 900 },
  "sign-in-account": { failures: 100, windowSeconds: 900 },
  "sign-in-network": { failures: 300, windowSeconds: 900 },
  "code-network": { failures: 60, windowSeconds: 600 },
  // Not failures but comments: nobody drowns a discussion out.
  "comment-person": { failures: 10, windowSeconds: 600 },
  "check-in-person": { failures: 10, windowSeconds: 900 },
  "letter-address": { failures: 5, windowSeconds: 3600 },
  "letter-network": { failures: 200, windowSeconds: 3600 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** Whether any of these sources has used up its failures in the current window. */
export async function isLimited(sources: readonly (readonly [LimitName, string])[]): Promise<boolean> {
  const rows = await sql<{ key: string; failures: number; age: number }>(
    `SELECT key, failures, extract(epoch FROM clock_timestamp() - window_at)::float8 AS age FROM rate_count WHERE key = ANY($1)`,
    [sources.map(([name, source]) => `${name}:${source}`)],
  );
  return rows.some(({ key, failures, age }) => {
    const limit = limits[key.slice(0, key.indexOf(":")) as LimitName];
    return age < limit.windowSeconds && failures >= limit.failures;
  });
}

/** The same of one source, as a part of another statement: what to ask, and what to give for its placeholder. */
export const limitedIn = (name: LimitName, source: string, placeholder: string) => ({
  condition: `EXISTS (SELECT 1 FROM rate_count WHERE key = ${placeholder} AND failures >= ${limits[name].failures}
    AND window_at > clock_timestamp() - interval '${limits[name].windowSeconds} seconds')`,
  value: `${name}:${source}`,
});

/**
 * Counts one failure for each of these sources. Returns whether each was still inside its limit with this one counted, in one
 * statement a source, so that of several at once no more get through than the limit says.
 */
export async function countFailure(sources: readonly (readonly [LimitName, string])[]): Promise<boolean> {
  let inside = true;
  for (const [name, source] of sources) {
    const rows = await sql<{ failures: number }>(
      `INSERT INTO rate_count (key, window_at, failures)
       VALUES ($1, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $2) * $2), 1)
       ON CONFLICT (key, window_at) DO UPDATE SET failures = rate_count.failures + 1
       RETURNING failures`,
      [`${name}:${source}`, limits[name].windowSeconds],
    );
    if ((rows[0]?.failures ?? 0) > limits[name].failures) inside = false;
  }
  return inside;
}

/** Forgets windows that can no longer limit anybody. */
export async function purgeLimits(): Promise<void> {
  await sql("DELETE FROM rate_count WHERE window_at < clock_timestamp() - interval '2 hours'");
}
