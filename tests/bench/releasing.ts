import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { authorize } from "@/lib/access/authorize";
import { getReleaseSubject } from "@/lib/certificates/dossier/data";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { found } from "@/lib/errors";
import { buildActor } from "../builders/people";
import { type Result, round } from "./report";

const SLUG = "bench-release";

/** A closed event of which so many people passed the exam, each with a confirmed address; and an admin with no part in it. */
async function storeReleasable(client: pg.Client, howMany: number): Promise<string> {
  await client.query("BEGIN");
  const { rows } = await client.query<{ id: string }>(
    "INSERT INTO person (full_name) VALUES ('Bench Admin'), ('Bench Closer') RETURNING id",
  );
  const [admin, closer] = rows.map(({ id }) => id);
  await client.query(`INSERT INTO "grant" (person_id, role) VALUES ($1, 'admin')`, [admin]);
  await client.query(
    `WITH made AS (
       INSERT INTO event (slug, course_id, organization_id, edition_id, origin, state, reference, opens_at, closes_at, zone, languages,
         admission, contacts, certificate_kind, blueprint, time_limit_seconds, attempts_allowed, threshold_percent, strict, bank_id,
         study_hours, closed_at, closed_by_id, closing_report)
       SELECT $1, c.id, c.organization_id, e.id, 'app', 'closed', 'BENCH/RELEASE', now() - interval '40 days', now() - interval '1 day',
         'Indian/Mauritius', ARRAY['en'], 'open', '[]', 'itu-certificate',
         '{"questions": 30, "pointsPerQuestion": 1, "perModule": 2, "norms": []}', 3600, 1, 70, true, c.bank_id, 20, now(), $2, 'Over.'
       FROM course c JOIN edition e ON e.course_id = c.id WHERE c.slug = 'un-cyber-norms-csirts' ORDER BY e.number DESC LIMIT 1
       RETURNING id
     ), layer AS (
       INSERT INTO event_layer (event_id, language, title) SELECT id, 'en', 'A release of many' FROM made
     )
     INSERT INTO score_component (event_id, kind, weight) SELECT id, 'exam', 100 FROM made`,
    [SLUG, closer],
  );
  await client.query(
    `WITH event AS (SELECT id FROM event WHERE slug = $1
     ), people AS (
       INSERT INTO person (full_name) SELECT 'Released Person ' || n FROM generate_series(1, $2::int) n RETURNING id
     ), addresses AS (
       INSERT INTO mail_address (person_id, address, canonical, verified_at)
       SELECT id, id || '@bench.example.org', id || '@bench.example.org', now() FROM people
     ), places AS (
       INSERT INTO enrolment (event_id, person_id, state)
       SELECT event.id, people.id, 'enrolled' FROM people, event RETURNING id, event_id, person_id
     ), sat AS (
       INSERT INTO attempt (enrolment_id, event_id, person_id, number, state, language, seed, started_at, deadline_at, closed_at, receipt)
       SELECT id, event_id, person_id, 1, 'submitted', 'en', 'released', now() - interval '3 hours', now() - interval '2 hours',
         now() - interval '2 hours', md5(id::text) FROM places RETURNING id
     )
     INSERT INTO mark (attempt_id, number, current, reason, earned_numerator, earned_denominator, possible_points, slots)
     SELECT id, 1, true, 'submitted', 28, 1, 30, '[]' FROM sat`,
    [SLUG, howMany],
  );
  await client.query("COMMIT");
  await client.query("ANALYZE");
  return admin ?? "";
}

/** The memory that a process holds now. Units: megabytes. */
function megabytesOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/**
 * A release of so many certificates from the admin's click to the last one made, signed and written to its holder, by the worker
 * that `npm start` runs: how long, the most memory that the worker held, and how many people were given more than one.
 */
export async function measureRelease(
  { adminUrl, workerPid }: { readonly adminUrl: string; readonly workerPid: number },
  howMany: number,
): Promise<Result["checks"]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    process.stdout.write(`  storing ${howMany} people who passed ...\n`);
    const actor = buildActor({
      id: await storeReleasable(client, howMany),
      grants: [{ role: "admin", organizationId: null, eventId: null }],
    });
    const subject = found(await getReleaseSubject(SLUG, actor), "event");
    const begun = performance.now();
    const result = await releaseCertificates(authorize(actor, "certificate.release", subject), "all");
    if (!result.ok) throw new Error(`the release was refused: ${result.reason}`);
    let peak = 0;
    for (;;) {
      peak = Math.max(peak, megabytesOf(workerPid));
      const { rows } = await client.query<{ done: boolean }>(
        "SELECT finished_at IS NOT NULL AS done FROM release_batch WHERE id = $1",
        [result.value.batchId],
      );
      if (rows[0]?.done) break;
      await pause(250);
    }
    const seconds = (performance.now() - begun) / 1000;
    const { rows } = await client.query<{ made: number; people: number }>(
      `SELECT count(*)::int AS made, count(DISTINCT person_id)::int AS people FROM certificate c JOIN event e ON e.id = c.event_id
       WHERE e.slug = $1`,
      [SLUG],
    );
    const { made, people } = rows[0] ?? { made: 0, people: 0 };
    return [
      { name: "releaseSeconds", value: round(seconds, 1) },
      { name: "releasePeakMegabytes", value: round(peak, 0) },
      { name: "released", value: people },
      { name: "duplicates", value: made - people },
    ];
  } finally {
    await client.end();
  }
}
