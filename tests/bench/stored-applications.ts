import type pg from "pg";

/** Adds published events until there are so many, spread over past and future. */
export async function storeEvents(client: pg.Client, howMany: number): Promise<void> {
  await client.query(
    `WITH made AS (
       INSERT INTO event (slug, course_id, organization_id, edition_id, origin, state, reference, registration_opens_at,
         registration_closes_at, opens_at, closes_at, zone, delivery, region, languages, seats, admission, contacts, search_text, published_at)
       SELECT 'stored-event-' || n, c.id, c.organization_id, e.id, 'app', 'published', 'STORED/' || n,
         now() + (n % 700 - 420) * interval '1 day', now() + (n % 700 - 380) * interval '1 day',
         now() + (n % 700 - 370) * interval '1 day', now() + (n % 700 - 340) * interval '1 day',
         'Indian/Mauritius', 'blended', 'africa', ARRAY['en'], 35, 'application', '[]', 'stored event ' || n, now()
       FROM generate_series(1, $1::int - (SELECT count(*)::int FROM event)) n
       JOIN course c ON c.slug = 'bench-course-' || (1 + n % 197) JOIN edition e ON e.course_id = c.id
       RETURNING id, slug)
     INSERT INTO event_layer (event_id, language, title) SELECT id, 'en', 'Norms in practice, event ' || substr(slug, 14) FROM made`,
    [howMany],
  );
  await client.query("ANALYZE event, event_layer");
}

/** Adds applications: 2,000 to one event, the rest spread over the others. */
export async function storeApplications(client: pg.Client, howMany: number): Promise<void> {
  await client.query("BEGIN");
  await client.query(
    `CREATE TEMPORARY TABLE applicant ON COMMIT DROP AS
     SELECT id, row_number() OVER (ORDER BY id) AS n FROM person WHERE full_name LIKE 'Bench Person %'`,
  );
  await client.query(
    `INSERT INTO application (event_id, person_id, state, answers, state_code, groups, institution, institution_kind, submitted_at)
     SELECT e.id, a.id, (ARRAY['submitted', 'shortlisted'])[1 + a.n % 2]::application_state, '{}',
       (ARRAY['MU', 'CH', 'UY', 'EG', 'FJ', 'KZ', 'RW', 'NP'])[1 + a.n % 8],
       jsonb_build_object('ldc', a.n % 8 > 5, 'lldc', a.n % 8 > 4, 'sids', a.n % 4 = 0, 'region', 'africa'),
       'A ministry', 'foreign-ministry', now()
     FROM event e CROSS JOIN applicant a WHERE e.slug = 'stored-event-1' AND a.n <= 2000`,
  );
  // Two reviewers have scored each of them, so that the list has something to order by.
  await client.query(
    `UPDATE event SET rubric = '{"revision":1,"nextNumber":2,"criteria":[{"id":"k1","label":"Motivation","maximum":5,"weight":1}]}'
     WHERE slug = 'stored-event-1'`,
  );
  await client.query(
    `INSERT INTO application_score (application_id, reviewer_id, scores, percent)
     SELECT a.id, r.id, jsonb_build_object('k1', r.n + a.number % 4), 20 * (r.n + a.number % 4)
     FROM (SELECT x.id, x.person_id, row_number() OVER (ORDER BY x.id) AS number FROM application x
           JOIN event e ON e.id = x.event_id WHERE e.slug = 'stored-event-1') a
     CROSS JOIN (SELECT id, row_number() OVER () - 1 AS n
                 FROM (SELECT id FROM person ORDER BY full_name LIKE 'Bench Person %', id LIMIT 2) chosen) r
     WHERE a.person_id <> r.id`,
  );
  await client.query(
    `INSERT INTO application (event_id, person_id, state, answers, state_code, submitted_at)
     SELECT e.id, a.id, 'submitted', '{}', 'MU', now()
     FROM (SELECT id, row_number() OVER (ORDER BY slug) AS n FROM event WHERE slug LIKE 'stored-event-%' AND slug <> 'stored-event-1') e
     JOIN applicant a ON (a.n + e.n) % 128 = 0
     LIMIT $1`,
    [howMany - 2000],
  );
  await client.query("COMMIT");
  await client.query("ANALYZE application, application_score");
}
