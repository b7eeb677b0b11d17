import pg from "pg";

/** Asks the database as its owner: for what a test may know and a browser must not, such as which options are right. */
export async function askOwner<Row extends pg.QueryResultRow>(
  adminUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The option to choose at each position so that exactly `right` questions are right. */
export async function answersFor(
  adminUrl: string,
  attemptId: string,
  right: number,
): Promise<{ position: number; optionId: string }[]> {
  const slots = await askOwner<{ position: number; keys: string[]; options: string[] }>(
    adminUrl,
    `SELECT s.position, v.key_ids AS keys, s.option_order AS options
     FROM form_slot s JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 ORDER BY s.position`,
    [attemptId],
  );
  return slots.map(({ position, keys, options }) => ({
    position,
    optionId:
      (position <= right ? options.find((id) => keys.includes(id)) : options.find((id) => !keys.includes(id))) ?? "",
  }));
}

/** Makes a confirmed person with a place in the demonstration's event, signed in; returns the session id's person. */
export async function addLearner(
  adminUrl: string,
  name: string,
  slug = "un-cyber-norms-csirts-online",
): Promise<{ personId: string; sessionId: string }> {
  const [row] = await askOwner<{ personId: string; sessionId: string }>(
    adminUrl,
    `WITH p AS (INSERT INTO person (full_name, zone) VALUES ($1, 'Indian/Mauritius') RETURNING id),
       a AS (INSERT INTO mail_address (person_id, address, canonical, verified_at)
         SELECT id, id || '@learner.example.org', id || '@learner.example.org', now() FROM p),
       e AS (INSERT INTO enrolment (event_id, person_id, state) SELECT (SELECT id FROM event WHERE slug = $2), id, 'enrolled' FROM p),
       t AS (UPDATE event SET seats_taken = seats_taken + 1, seats = seats + 1 WHERE slug = $2)
     INSERT INTO session (id, person_id, expires_at) SELECT 'e2e-' || id, id, now() + interval '1 day' FROM p
     RETURNING person_id AS "personId", id AS "sessionId"`,
    [name, slug],
  );
  if (!row) throw new Error("no learner was made");
  return row;
}
