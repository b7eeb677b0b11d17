import pg from "pg";

/** What a busy installation holds: 200 courses, 400 events, and people with sessions. Rows, not sign-ins: a bench measures pages. */

export type Loaded = {
  readonly eventSlug: string;
  readonly lessonPath: string;
  readonly people: readonly { readonly id: string; readonly sessionId: string }[];
};

const PEOPLE = 4000;

export async function loadBench(adminUrl: string): Promise<Loaded> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(`
      INSERT INTO course (slug, organization_id, origin, level, languages, search_text)
      SELECT 'bench-course-' || n, (SELECT id FROM organization ORDER BY slug OFFSET n % 3 LIMIT 1), 'app',
        (ARRAY['introductory', 'intermediate', 'advanced'])[1 + n % 3], ARRAY['en', (ARRAY['fr', 'ar', 'es'])[1 + n % 3]],
        'implementing norms and confidence building measures for response teams course ' || n
      FROM generate_series(1, 197) n`);
    await client.query(`
      INSERT INTO course_layer (course_id, language, title, summary, description, audience, entry_requirements, objectives, outcomes, coverage)
      SELECT id, 'en', 'Implementing norms in response teams, course ' || substr(slug, 14), 'What the norms and confidence-building measures ask of response teams, and how a team puts them into practice.',
        'A course made for measuring.', '[]', '[]', '[]', '[]', '[]' FROM course WHERE slug LIKE 'bench-course-%'`);
    await client.query(`
      INSERT INTO course_topic (course_id, topic_slug)
      SELECT c.id, t.slug FROM course c JOIN topic t ON (substr(c.slug, 14)::int + t.position) % 4 = 0 WHERE c.slug LIKE 'bench-course-%'`);
    await client.query(
      `INSERT INTO edition (course_id, number, content_hash) SELECT id, 1, 'bench' FROM course WHERE slug LIKE 'bench-course-%'`,
    );
    await client.query(`
      INSERT INTO event (slug, course_id, organization_id, edition_id, origin, state, reference, registration_opens_at, registration_closes_at,
        opens_at, closes_at, zone, delivery, region, languages, seats, admission, contacts, search_text, published_at)
      SELECT 'bench-event-' || n, c.id, c.organization_id, e.id, 'app', 'published', 'BENCH/' || n,
        now() - interval '5 days', now() + (n % 40 + 2) * interval '1 day', now() + n % 50 * interval '1 day', now() + (n % 50 + 30) * interval '1 day',
        'Indian/Mauritius', (ARRAY['online-instructor-led', 'face-to-face', 'blended', 'self-paced'])[1 + n % 4],
        (ARRAY['world', 'africa', 'americas', 'arab-states', 'asia-pacific', 'cis', 'europe'])[1 + n % 7], ARRAY['en'], 35, 'open', '[]', 'bench event ' || n, now()
      FROM generate_series(1, 398) n JOIN course c ON c.slug = 'bench-course-' || (1 + n % 197) JOIN edition e ON e.course_id = c.id`);
    await client.query(
      `INSERT INTO event_layer (event_id, language, title) SELECT id, 'en', 'Implementing norms in response teams, event ' || substr(slug, 13) FROM event WHERE slug LIKE 'bench-event-%'`,
    );
    const { rows: people } = await client.query<{ id: string; sessionId: string }>(
      `WITH made AS (INSERT INTO person (full_name, zone) SELECT 'Bench Person ' || n, 'UTC' FROM generate_series(1, $1::int) n RETURNING id)
       INSERT INTO session (id, person_id, expires_at) SELECT 'bench-' || id, id, now() + interval '1 day' FROM made RETURNING person_id AS id, id AS "sessionId"`,
      [PEOPLE],
    );
    await client.query(
      "UPDATE event SET seats = NULL, seats_taken = seats_taken + $1 WHERE slug = 'un-cyber-norms-csirts-online'",
      [PEOPLE],
    );
    await client.query(`
      INSERT INTO enrolment (event_id, person_id, state)
      SELECT (SELECT id FROM event WHERE slug = 'un-cyber-norms-csirts-online'), id, 'enrolled' FROM person WHERE full_name LIKE 'Bench Person %'`);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return {
      eventSlug: "un-cyber-norms-csirts-online",
      lessonPath: "/learn/un-cyber-norms-csirts-online/csirts-norms-and-measures/the-eleven-norms",
      people,
    };
  } finally {
    await client.end();
  }
}
