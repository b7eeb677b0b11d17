import type pg from "pg";

/**
 * Fills an event of the past with closed attempts of thirty answers until there are `wanted` of them: what a platform holds
 * after years. All draw the same thirty questions of the demonstration's bank.
 */
export async function storeAttempts(client: pg.Client, wanted: number): Promise<void> {
  const { rows } = await client.query<{ have: number }>(
    "SELECT count(*)::int AS have FROM attempt WHERE seed = 'stored'",
  );
  const have = rows[0]?.have ?? 0;
  const people = 4000;
  process.stdout.write(`  storing ${wanted - have} closed attempts ...\n`);
  await client.query(`
    INSERT INTO enrolment (event_id, person_id, state)
    SELECT (SELECT id FROM event WHERE slug = 'bench-event-1'), id, 'enrolled' FROM person WHERE full_name LIKE 'Bench Person %'
    ON CONFLICT DO NOTHING`);
  await client.query(
    `WITH questions AS (
       SELECT DISTINCT ON (v.question_id) v.id, v.option_ids, v.key_ids FROM question_version v JOIN question q ON q.id = v.question_id
       JOIN event e ON e.bank_id = q.bank_id AND e.slug = 'un-cyber-norms-csirts-online' ORDER BY v.question_id, v.number DESC LIMIT 30
     ), slots AS MATERIALIZED (
       SELECT row_number() OVER (ORDER BY id)::int AS position, * FROM questions
     ), people AS (
       SELECT id, event_id, person_id, row_number() OVER (ORDER BY id) - 1 AS at FROM enrolment
       WHERE event_id = (SELECT id FROM event WHERE slug = 'bench-event-1')
     ), made AS (
       INSERT INTO attempt (enrolment_id, event_id, person_id, number, state, language, seed, started_at, deadline_at, closed_at, receipt)
       SELECT p.id, p.event_id, p.person_id, 1 + n / $3, 'submitted', 'en', 'stored', now() - interval '900 days',
         now() - interval '900 days' + interval '1 hour', now() - interval '900 days' + interval '40 minutes', md5(n::text)
       FROM generate_series($1::int, $2::int - 1) n JOIN people p ON p.at = n % $3
       RETURNING id
     ), drawn AS (
       INSERT INTO form_slot (attempt_id, position, version_id, points, option_order)
       SELECT m.id, s.position, s.id, 1, s.option_ids FROM made m CROSS JOIN slots s RETURNING attempt_id
     ), answered AS (
       INSERT INTO answer (attempt_id, position, option_ids, sequence, language, saved_at)
       SELECT m.id, s.position, ARRAY[s.option_ids[1 + abs(hashtext(m.id::text || s.position)) % 4]], 1, 'en', now() - interval '900 days'
       FROM made m CROSS JOIN slots s RETURNING attempt_id, position, option_ids
     ), marked AS (
       SELECT a.attempt_id, count(*) FILTER (WHERE a.option_ids = s.key_ids)::int AS earned,
         jsonb_agg(jsonb_build_object('position', a.position, 'points', 1, 'earned',
           jsonb_build_object('numerator', (a.option_ids = s.key_ids)::int, 'denominator', 1)) ORDER BY a.position) AS slots
       FROM answered a JOIN slots s ON s.position = a.position GROUP BY a.attempt_id
     )
     INSERT INTO mark (attempt_id, number, current, reason, earned_numerator, earned_denominator, possible_points, slots)
     SELECT attempt_id, 1, true, 'submitted', earned, 1, 30, slots FROM marked`,
    [have, wanted, people],
  );
  await client.query("ANALYZE");
}
