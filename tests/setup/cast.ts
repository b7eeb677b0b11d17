import { askOwner } from "../e2e/setup/answers";
import { sealFor } from "../e2e/setup/session";
import type { Platform } from "./platform";
import { Visitor } from "./visitor";

/*
 * People and events for tests over HTTP, written by the database's owner: what a test needs to stand, without walking there.
 */

/** The demonstration's event, with its exam; copies of it are a test's own. */
export const demoEvent = "un-cyber-norms-csirts-online";

/** Somebody who is signed in. */
export type Person = { readonly id: string; readonly sessionId: string; readonly visitor: Visitor };

/** A person with a confirmed address, signed in. */
export async function addPerson(platform: Platform, name: string): Promise<Person> {
  const [row] = await askOwner<{ id: string; sessionId: string }>(
    platform.adminUrl,
    `WITH p AS (INSERT INTO person (full_name, zone) VALUES ($1, 'Indian/Mauritius') RETURNING id),
       a AS (INSERT INTO mail_address (person_id, address, canonical, verified_at)
         SELECT id, id || '@cast.example.org', id || '@cast.example.org', now() FROM p)
     INSERT INTO session (id, person_id, expires_at) SELECT 'cast-' || id, id, now() + interval '1 day' FROM p
     RETURNING person_id AS id, id AS "sessionId"`,
    [name],
  );
  if (!row) throw new Error("no person was made");
  return { ...row, visitor: new Visitor(platform.baseUrl, await sealFor(platform, row.sessionId)) };
}

/** The same person in another browser, with a session that may end. */
export async function signInAgain(platform: Platform, personId: string): Promise<Visitor> {
  const sessionId = `cast-${crypto.randomUUID()}`;
  await askOwner(
    platform.adminUrl,
    "INSERT INTO session (id, person_id, expires_at) VALUES ($1, $2, now() + interval '1 day')",
    [sessionId, personId],
  );
  return new Visitor(platform.baseUrl, await sealFor(platform, sessionId));
}

/** Grants a role: an admin's for the platform, any other for one organization. Returns the grant's id. */
export async function addGrant(
  { adminUrl }: Platform,
  { id }: Person,
  role: "admin" | "organizer",
  organizationId: string | null = null,
): Promise<string> {
  const [row] = await askOwner<{ id: string }>(
    adminUrl,
    `INSERT INTO "grant" (person_id, role, organization_id) VALUES ($1, $2::grant_role, $3) RETURNING id`,
    [id, role, organizationId],
  );
  return row?.id ?? "";
}

/** An organization that nobody else has to do with. */
export async function addOrganization({ adminUrl }: Platform, slug: string): Promise<string> {
  const [row] = await askOwner<{ id: string }>(
    adminUrl,
    `INSERT INTO organization (slug, name, short_name, description, contact)
     VALUES ($1, $1, $1, 'Made for a test.', 'tests@test.example.org') RETURNING id`,
    [slug],
  );
  return row?.id ?? "";
}

export type CopiedEvent = { readonly id: string; readonly slug: string; readonly organizationId: string };
type EventFields = {
  readonly state?: "draft" | "published" | "closed";
  readonly admission?: "open" | "invitation";
  readonly closedBy?: string;
  /** The bank it draws from; the demonstration's unless given. */
  readonly bankId?: string;
};

/** The demonstration's event copied under its own address: open, running, one attempt at its exam. */
export async function copyEvent(
  { adminUrl }: Platform,
  slug: string,
  { state = "published", admission = "open", closedBy, bankId }: EventFields = {},
): Promise<CopiedEvent> {
  const [row] = await askOwner<CopiedEvent>(
    adminUrl,
    `WITH e AS (
       INSERT INTO event (slug, course_id, organization_id, edition_id, state, reference, registration_opens_at, registration_closes_at,
         opens_at, closes_at, zone, delivery, region, languages, seats, admission, contacts, certificate_kind, bank_id, blueprint,
         time_limit_seconds, attempts_allowed, threshold_percent, strict, published_at, closed_at, closed_by_id, closing_report)
       SELECT $1, course_id, organization_id, edition_id, $2::event_state, 'COPY/' || $1, registration_opens_at, registration_closes_at,
         opens_at, closes_at, zone, delivery, region, languages, 35, $3, contacts, certificate_kind,
         coalesce($5::uuid, bank_id), blueprint, time_limit_seconds, attempts_allowed, threshold_percent, strict, now(),
         CASE WHEN $2 = 'closed' THEN now() END, $4::uuid, CASE WHEN $2 = 'closed' THEN 'It went well.' END
       FROM event WHERE slug = '${demoEvent}' RETURNING id, slug, organization_id),
     l AS (INSERT INTO event_layer (event_id, language, title) SELECT id, 'en', 'A copy for a test' FROM e),
     c AS (INSERT INTO score_component (event_id, kind, weight) SELECT id, 'exam', 100 FROM e)
     SELECT id, slug, organization_id AS "organizationId" FROM e`,
    [slug, state, admission, closedBy ?? null, bankId ?? null],
  );
  if (!row) throw new Error("no event was copied");
  return row;
}

/** Gives a person a seat. */
export async function enrol({ adminUrl }: Platform, { id }: Person, event: CopiedEvent): Promise<void> {
  await askOwner(
    adminUrl,
    `WITH t AS (UPDATE event SET seats_taken = seats_taken + 1 WHERE id = $1)
     INSERT INTO enrolment (event_id, person_id, state) VALUES ($1, $2, 'enrolled')`,
    [event.id, id],
  );
}

/** Starts the person's attempt at an event, as the page's button does. */
export async function startExam({ visitor }: Person, { slug }: CopiedEvent): Promise<string> {
  const answer = await visitor.call("POST", `/api/events/${slug}/attempts`);
  if (answer.status !== 201) throw new Error(`the attempt did not start: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { attemptId: string }).attemptId;
}
