import { authorize, type Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { readClosing } from "@/lib/certificates/closing/data";
import { makeCode } from "@/lib/certificates/code";
import { getReleaseSubject } from "@/lib/certificates/dossier/data";
import type { ClosingFields } from "@/lib/certificates/dossier/types";
import type { CertificateKind } from "@/lib/certificates/types";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { closeEvent } from "@/lib/organizing/mutations";
import type { SeededEvent } from "./events";
import { seedPerson } from "./people";
import { seedSession } from "./sessions";

type CertificateFields = {
  readonly event: SeededEvent;
  readonly holder: Actor;
  readonly releaser: Actor;
  readonly kind?: CertificateKind;
  readonly code?: string;
};

/** Writes a certificate's row as the application's role would, past all rules of the application: what holds is the database's. */
export async function unsafeRelease({
  event,
  holder,
  releaser,
  kind = "itu-certificate",
  code = makeCode(),
}: CertificateFields): Promise<{ readonly id: string; readonly code: string }> {
  const [row] = await sql<{ id: string; code: string }>(
    `INSERT INTO certificate (code, kind, person_id, event_id, released_by_id, snapshot, specimen, completed_on)
     VALUES ($1, $2, $3, $4, $5, $6, true, '2026-11-21') RETURNING id, code`,
    [code, kind, holder.id, event.id, releaser.id, { holderName: holder.fullName }],
  );
  if (!row) throw new Error("no certificate was written");
  return row;
}

/** An admin who has no part in any event. */
export const seedAdmin = (grants: Actor["grants"] = []): Promise<Actor> =>
  seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }, ...grants] });

/** An organizer of an event's organization. */
export const seedOrganizer = (event: SeededEvent): Promise<Actor> =>
  seedPerson({ grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }] });

/** A dossier with nothing but its report. */
export const nothingToSay: ClosingFields = {
  exceptions: [],
  partner: "",
  partnerWhy: "",
  signatory: "",
  signatoryWhy: "",
  supervision: null,
  validMonths: null,
};

/** Closes an event as an organizer does, with a report. */
export async function close(event: SeededEvent, organizer?: Actor, fields: Partial<ClosingFields> = {}): Promise<void> {
  const permit = authorize(organizer ?? (await seedOrganizer(event)), "event.manage", event);
  const read = await readClosing(permit, { ...nothingToSay, ...fields }, null);
  if (!("ready" in read)) throw new Error(`the dossier was not taken: ${JSON.stringify(read.problems)}`);
  const closed = await closeEvent(permit, "Everything went as planned.", read.ready);
  if (!closed.ok) throw new Error(`the event was not closed: ${closed.reason}`);
}

/** So many people who attended an event's one session, stored as rows; what they may be given rests on that alone. */
export async function seedAttended(event: SeededEvent, howMany: number): Promise<void> {
  const session = await seedSession(event);
  await sql(
    `WITH people AS (
       INSERT INTO person (full_name, language) SELECT 'Attendant ' || n, (ARRAY['en', 'fr', 'ar'])[1 + n % 3]
       FROM generate_series(1, $2::int) n RETURNING id
     ), addresses AS (
       INSERT INTO mail_address (person_id, address, canonical, verified_at)
       SELECT id, id || '@test.example.org', id || '@test.example.org', now() FROM people
     ), places AS (
       INSERT INTO enrolment (event_id, person_id, state) SELECT $1, id, 'enrolled' FROM people RETURNING id, person_id
     )
     INSERT INTO attendance (session_id, enrolment_id, state, method, recorded_by_id, said_at)
     SELECT $3, id, 'present', 'roll-call', person_id, now() FROM places`,
    [event.id, howMany, session.id],
  );
}

/** A permit for an organizer to release what the organization gives in its own name, as the door makes it. */
export async function releasingOwn(actor: Actor, event: SeededEvent): Promise<Permit<"certificate.release-own">> {
  return authorize(actor, "certificate.release-own", found(await getReleaseSubject(event.slug, actor), "closed event"));
}

/** A permit to release an event's certificates, as the door makes it. */
export async function releasing(actor: Actor, event: SeededEvent): Promise<Permit<"certificate.release">> {
  return authorize(actor, "certificate.release", found(await getReleaseSubject(event.slug, actor), "closed event"));
}

export type StoredCertificate = {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly state: string;
  readonly personId: string;
  readonly releasedById: string;
  readonly snapshot: Record<string, unknown>;
};

export const readCertificates = (eventId: string): Promise<StoredCertificate[]> =>
  sql(
    `SELECT id, code, kind, state::text, person_id AS "personId", released_by_id AS "releasedById", snapshot
     FROM certificate WHERE event_id = $1 ORDER BY released_at, code`,
    [eventId],
  );

export type StoredAudit = {
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
};

/** What the audit says that a person did, oldest first. */
export const readAudit = (actorId: string): Promise<StoredAudit[]> =>
  sql(
    `SELECT actor_id AS "actorId", action, subject_kind AS "subjectKind", subject_id AS "subjectId" FROM audit_event WHERE actor_id = $1 ORDER BY id`,
    [actorId],
  );
