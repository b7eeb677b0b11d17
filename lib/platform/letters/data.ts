import type { Permit } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { MailView, UndeliverableAddress, WaitingLetter } from "./types";

type Administer = Permit<"platform.administer">;

/** Letters younger than this are shown as undelivered, and tried again when an admin asks. Units: days. */
export const RETRY_DAYS = 14;
const SHOWN = 100;

/** How the mail goes: letters by state, what is tried again, and addresses that take nothing. */
export async function getMailView(_: Administer): Promise<MailView> {
  const [counts, waiting, undeliverable] = await Promise.all([
    sql<{ state: string; count: number; tried: number }>(
      `SELECT state, count(*)::int AS count, count(*) FILTER (WHERE tries > 0)::int AS tried
       FROM letter GROUP BY state ORDER BY state`,
    ),
    sql<WaitingLetter>(
      `SELECT id, address, tries, coalesce(failure, '') AS failure, next_try_at AS "nextTryAt" FROM letter
       WHERE state = 'queued' AND tries > 0 ORDER BY next_try_at, id LIMIT $1`,
      [SHOWN],
    ),
    sql<UndeliverableAddress>(
      `WITH failed AS (
         SELECT lower(address) AS address, max(worked_at) AS since, count(*)::int AS letters,
           (array_agg(failure ORDER BY worked_at DESC))[1] AS failure
         FROM letter WHERE state = 'undeliverable' AND created_at > now() - $2 * interval '1 day' GROUP BY lower(address))
       SELECT coalesce(a.canonical, f.address) AS address, p.full_name AS person,
         coalesce(a.undeliverable_at, f.since, now()) AS since, coalesce(f.failure, '') AS failure, coalesce(f.letters, 0) AS letters
       FROM failed f FULL JOIN (SELECT * FROM mail_address WHERE undeliverable_at IS NOT NULL) a ON a.canonical = f.address
       LEFT JOIN mail_address known ON known.canonical = f.address
       LEFT JOIN person p ON p.id = coalesce(a.person_id, known.person_id)
       ORDER BY since DESC, address LIMIT $1`,
      [SHOWN, RETRY_DAYS],
    ),
  ]);
  return {
    hasServer: env().smtpUrl !== null,
    counts: counts.map(({ state, count }) => ({ state, count })),
    waitingCount: counts.find(({ state }) => state === "queued")?.tried ?? 0,
    waiting,
    undeliverable,
  };
}
