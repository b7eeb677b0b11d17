import pg from "pg";
import { cpuMsOf } from "./cpu";
import type { Work } from "./drive";
import { drive, type Ground } from "./ground";
import { emptyResult, makeRow, type Result, round } from "./report";
import { storeApplications, storeEvents } from "./stored-applications";

/*
 * `npm run bench -- admission`: two hundred people claim thirty-five seats at once; the list of events with 10,000 events and
 * 300,000 applications, and how much dearer it is than with 100; the shortlist of 2,000 applications.
 */

const SECONDS = 10;
const SEATS = 35;
const CLAIMS = 200;
/** How many people select from one event's applications at once. */
const SELECTING = 2;

export async function measureAdmission(ground: Ground): Promise<Result> {
  const { port, pids, cookies } = ground;
  const result = emptyResult();
  const client = new pg.Client({ connectionString: ground.adminUrl });
  await client.connect();
  const loop = async (name: string, connections: number, path: (at: number) => string, cookie: string | null) => {
    const work = Array.from(
      { length: 50 },
      (_, at): Work => ({
        cookie,
        steps: [{ method: "GET", path: path(at), expect: [200] }],
      }),
    );
    await drive({ port, connections, seconds: 2, work, once: false });
    const before = cpuMsOf(pids);
    const report = await drive({ port, connections, seconds: SECONDS, work, once: false });
    const cpu = (cpuMsOf(pids) - before) / Math.max(1, report.done);
    result.rows.push(makeRow(name, connections, report, cpu));
    process.stdout.write(`  ${name}: ${round(cpu)} ms CPU${report.firstError ? ` (${report.firstError})` : ""}\n`);
    return cpu;
  };
  try {
    await loop("noop", 8, () => "/robots.txt", null);

    await client.query(
      `UPDATE event SET seats = $1, waiting_list = false, registration_opens_at = now() - interval '1 day',
         registration_closes_at = now() + interval '1 day' WHERE slug = 'bench-event-1'`,
      [SEATS],
    );
    const claims = cookies.slice(0, CLAIMS).map(
      (cookie): Work => ({
        cookie,
        steps: [{ method: "POST", path: "/api/events/bench-event-1/enrolments", expect: [201, 409] }],
      }),
    );
    const before = cpuMsOf(pids);
    const report = await drive({ port, connections: CLAIMS, seconds: 60, work: claims, once: true });
    result.rows.push(makeRow("claims", CLAIMS, report, (cpuMsOf(pids) - before) / CLAIMS));
    const { rows } = await client.query<{ taken: number; enrolled: number }>(
      `SELECT seats_taken AS taken, (SELECT count(*)::int FROM enrolment WHERE event_id = e.id AND state = 'enrolled') AS enrolled
       FROM event e WHERE slug = 'bench-event-1'`,
    );
    const { taken = -1, enrolled = -1 } = rows[0] ?? {};
    result.checks.push(
      { name: "oversold", value: Math.max(0, enrolled - SEATS) + Math.abs(taken - enrolled) },
      { name: "seated", value: enrolled },
      { name: "refusals", value: report.done - enrolled },
      { name: "settleSeconds", value: round(report.seconds) },
    );

    // A person's own session, so that no kept page answers.
    const reader = cookies[CLAIMS] ?? null;
    const pages = (count: number) => (at: number) => `/events?page=${1 + (at % count)}`;
    await client.query(
      `UPDATE event SET state = 'draft' WHERE slug LIKE 'bench-event-%' AND substr(slug, 13)::int > 98`,
    );
    const few = await loop("events-100", 8, pages(2), reader);
    await client.query("UPDATE event SET state = 'published' WHERE slug LIKE 'bench-event-%'");
    await storeEvents(client, 10_000);
    await storeApplications(client, 300_000);
    const many = await loop("events", 8, pages(50), reader);
    result.checks.push({ name: "growthRatio", value: round(many / few) });

    const { rows: shortlist } = await client.query<{ slug: string }>(
      `SELECT e.slug FROM event e JOIN application a ON a.event_id = e.id GROUP BY e.slug ORDER BY count(*) DESC LIMIT 1`,
    );
    await client.query(
      `INSERT INTO "grant" (person_id, role, organization_id) SELECT $1, 'organizer', organization_id FROM event WHERE slug = $2`,
      [ground.loaded.people[CLAIMS + 1]?.id, shortlist[0]?.slug],
    );
    await loop(
      "shortlist",
      SELECTING,
      () => `/organize/events/${shortlist[0]?.slug}/applications`,
      cookies[CLAIMS + 1] ?? null,
    );
    return result;
  } finally {
    await client.end();
  }
}
