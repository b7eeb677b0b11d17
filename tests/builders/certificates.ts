import { authorize, type Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { makeCode } from "@/lib/certificates/code";
import { getReleaseSubject } from "@/lib/certificates/data";
import type { CertificateKind } from "@/lib/certificates/types";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { closeEvent } from "@/lib/organizing/mutations";
import type { SeededEvent } from "./events";
import { seedPerson } from "./people";

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

/** Closes an event as an organizer does, with a report. */
export async function close(event: SeededEvent, organizer?: Actor): Promise<void> {
  const closed = await closeEvent(
    authorize(organizer ?? (await seedOrganizer(event)), "event.manage", event),
    "Everything went as planned.",
  );
  if (!closed.ok) throw new Error(`the event was not closed: ${closed.reason}`);
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
