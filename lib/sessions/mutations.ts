import { createHash } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isLanguage, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { type LetterKind, writeLetters } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { dropUnusedUpload, storeUpload } from "@/lib/uploads/mutations";
import type { UploadRefusal } from "@/lib/uploads/rules";
import { openStates } from "./data";
import { digestOf, isTold, moves } from "./rules";
import { describeChange, whenText } from "./texts";
import type { Audience, EditedSession, FileKind, SessionText, StaffKind, StaffText } from "./types";

type Manage = Permit<"event.manage">;

/** Locks an event against every other change of its sessions. Gives null once they are fixed: it is closed or cancelled. */
async function lockOpenEvent(tx: Transaction, eventId: string) {
  await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { id: true, slug: true, state: true, zone: true, layers: { select: { language: true, title: true } } },
  });
  return openStates.includes(event.state) ? event : null;
}
type OpenEvent = NonNullable<Awaited<ReturnType<typeof lockOpenEvent>>>;

const editedSelect = {
  id: true,
  startsAt: true,
  endsAt: true,
  layers: true,
  room: true,
  link: true,
  cancelledAt: true,
} as const;

async function findSession(tx: Transaction, eventId: string, sessionId: string) {
  const row = await tx.eventSession.findFirst({ where: { id: sessionId, eventId }, select: editedSelect });
  return row && { ...row, layers: row.layers as unknown as Readonly<Record<string, SessionText>> };
}

/** What calendars show has changed: of the event, and of the session where there is one. */
async function raiseCalendar(tx: Transaction, event: OpenEvent, sessionId?: string): Promise<void> {
  if (event.state !== "published") return;
  await tx.$executeRaw`UPDATE event SET calendar_sequence = calendar_sequence + 1 WHERE id = ${event.id}::uuid`;
  if (sessionId) await tx.$executeRaw`UPDATE event_session SET sequence = sequence + 1 WHERE id = ${sessionId}::uuid`;
}

type Reader = Parameters<typeof describeChange>[2];

/** Writes one letter to everybody with a seat in a published event, in their language and with times in their zone. */
async function tellEnrolled(
  tx: Transaction,
  event: OpenEvent,
  kind: LetterKind,
  session: Readonly<Record<string, SessionText>>,
  detail: (reader: Reader) => string,
): Promise<void> {
  if (event.state !== "published") return;
  const people = await tx.$queryRaw<{ personId: string; address: string; language: string; zone: string }[]>`
    SELECT DISTINCT ON (p.id) p.id AS "personId", m.address, p.language, p.zone
    FROM enrolment n JOIN person p ON p.id = n.person_id
    JOIN mail_address m ON m.person_id = p.id AND m.verified_at IS NOT NULL
    WHERE n.event_id = ${event.id}::uuid AND n.state = 'enrolled'
    ORDER BY p.id, m.created_at`;
  if (people.length === 0) return;
  const titles = Object.entries(session).map(([language, { title }]) => ({ language, title }));
  await writeLetters(
    tx,
    people.map(({ zone, ...to }) => {
      const language = isLanguage(to.language) ? to.language : "en";
      return {
        ...to,
        kind,
        values: {
          event: pickLayer(event.layers, language)?.title ?? event.slug,
          session: pickLayer(titles, language)?.title ?? "",
          detail: detail({ language, zone, eventZone: event.zone }),
          link: env().origin + localPath(language, `/learn/${event.slug}`),
        },
      };
    }),
  );
}

/** A session of the event that is the same in everything; null where there is none. */
async function findSame(tx: Transaction, eventId: string, edit: Omit<EditedSession, "id">): Promise<string | null> {
  const { startsAt, endsAt } = edit;
  const rows = await tx.eventSession.findMany({
    where: { eventId, startsAt, endsAt, cancelledAt: null },
    select: editedSelect,
  });
  const wanted = digestOf({ ...edit, id: "" });
  return rows.find((row) => digestOf({ ...(row as unknown as EditedSession), id: "" }) === wanted)?.id ?? null;
}

export type SaveReason = "fixed" | "changed-meanwhile" | "cancelled";

/**
 * Adds a session, or changes one. A change of a published event's session that people plan by raises its number in calendars
 * and is told once to everybody with a seat.
 */
export function saveSession(
  { actor, subject }: Manage,
  edit: Omit<EditedSession, "id"> & { readonly id: string | null; readonly shown: string },
): Promise<Result<{ readonly id: string }, SaveReason>> {
  const { id, shown, layers, ...columns } = edit;
  return db.$transaction(async (tx) => {
    const event = await lockOpenEvent(tx, subject.id);
    if (!event) return refuse("fixed");
    const data = { ...columns, layers: layers as object };
    if (id === null) {
      const same = await findSame(tx, event.id, edit);
      if (same) return ok({ id: same }); // A second click of the same form.
      const made = await tx.eventSession.create({ data: { ...data, eventId: event.id }, select: { id: true } });
      await raiseCalendar(tx, event);
      await audit(tx, actor.id, "session.add", made.id, { eventId: event.id });
      return ok(made);
    }
    const before = await findSession(tx, event.id, id);
    if (!before || digestOf(before) !== shown) return refuse("changed-meanwhile");
    if (before.cancelledAt) return refuse("cancelled");
    if (digestOf({ ...edit, id }) === shown) return ok({ id });
    await tx.eventSession.update({ where: { id }, data, select: { id: true } });
    await raiseCalendar(tx, event, id);
    if (isTold(before, edit))
      await tellEnrolled(tx, event, "session-changed", layers, (reader) => describeChange(before, edit, reader));
    await audit(tx, actor.id, "session.edit", id, { eventId: event.id, moved: moves(before, edit) });
    return ok({ id });
  });
}

const audit = (
  tx: Transaction,
  actorId: string,
  action: string,
  sessionId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => recordAudit(tx, { actorId, action, subjectKind: "session", subjectId: sessionId, detail });

/** Cancels a session: it stays in the programme, marked, and whoever has a seat is told once. */
export function cancelSession(
  { actor, subject }: Manage,
  sessionId: string,
): Promise<Result<null, "fixed" | "gone" | "cancelled">> {
  return db.$transaction(async (tx) => {
    const event = await lockOpenEvent(tx, subject.id);
    if (!event) return refuse("fixed");
    const session = await findSession(tx, event.id, sessionId);
    if (!session) return refuse("gone");
    if (session.cancelledAt) return refuse("cancelled");
    await tx.$executeRaw`
      UPDATE event_session SET cancelled_at = clock_timestamp(), check_in_code = NULL, check_in_closes_at = NULL
      WHERE id = ${sessionId}::uuid`;
    await raiseCalendar(tx, event, sessionId);
    await tellEnrolled(tx, event, "session-cancelled", session.layers, (reader) => whenText(session, reader));
    await audit(tx, actor.id, "session.cancel", sessionId, { eventId: event.id });
    return ok(null);
  });
}

/** Takes out a session to which nothing belongs yet and which nobody was told of; one of a published event is cancelled instead. */
export function deleteSession(
  { actor, subject }: Manage,
  sessionId: string,
): Promise<Result<null, "fixed" | "gone" | "announced" | "in-use">> {
  return db.$transaction(async (tx) => {
    const event = await lockOpenEvent(tx, subject.id);
    if (!event) return refuse("fixed");
    if (event.state === "published") return refuse("announced");
    const uses = await tx.eventSession.findFirst({
      where: { id: sessionId, eventId: event.id },
      select: { _count: { select: { files: true, attendances: true } } },
    });
    if (!uses) return refuse("gone");
    if (uses._count.files + uses._count.attendances > 0) return refuse("in-use");
    await tx.eventSession.delete({ where: { id: sessionId }, select: { id: true } });
    await audit(tx, actor.id, "session.delete", sessionId, { eventId: event.id });
    return ok(null);
  });
}

/** Adds who teaches or facilitates at the end of their list, or changes what is said of them. */
export function saveStaff(
  { actor, subject }: Manage,
  staff: {
    readonly id: string | null;
    readonly kind: StaffKind;
    readonly fullName: string | null;
    readonly layers: Readonly<Record<string, StaffText>>;
    /** Its place in the list, from 1; null leaves it where it is. */
    readonly place: number | null;
  },
): Promise<Result<null, "fixed" | "gone">> {
  const { id, layers, place, ...columns } = staff;
  return db.$transaction(async (tx) => {
    const event = await lockOpenEvent(tx, subject.id);
    if (!event) return refuse("fixed");
    const data = { ...columns, layers: layers as object };
    if (id) {
      const { count } = await tx.eventStaff.updateMany({ where: { id, eventId: event.id }, data });
      if (count === 0) return refuse("gone");
      if (place !== null) await placeStaff(tx, event.id, id, place);
    } else {
      const { kind, fullName } = columns;
      const same = await tx.eventStaff.count({
        where: { eventId: event.id, kind, fullName, layers: { equals: data.layers } },
      });
      if (same > 0) return ok(null); // A second click of the same form.
      const last = await tx.eventStaff.aggregate({ where: { eventId: event.id }, _max: { position: true } });
      const position = (last._max.position ?? 0) + 1;
      await tx.eventStaff.create({ data: { ...data, eventId: event.id, position }, select: { id: true } });
    }
    await recordAudit(tx, {
      actorId: actor.id,
      action: id ? "staff.edit" : "staff.add",
      subjectKind: "event",
      subjectId: event.id,
      detail: { kind: staff.kind },
    });
    return ok(null);
  });
}

/** Moves somebody to a place in the list of staff; the others keep their order. */
async function placeStaff(tx: Transaction, eventId: string, id: string, place: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE event_staff s SET position = placed.position
    FROM (
      SELECT id, row_number() OVER (ORDER BY
        CASE WHEN id = ${id}::uuid THEN ${place}::int ELSE other + CASE WHEN other >= ${place}::int THEN 1 ELSE 0 END END) AS position
      FROM (
        SELECT id, count(*) FILTER (WHERE id <> ${id}::uuid) OVER (ORDER BY position, id) AS other
        FROM event_staff WHERE event_id = ${eventId}::uuid) counted
    ) placed
    WHERE s.id = placed.id AND s.position <> placed.position`;
}

/** Takes somebody out of the list of staff. */
export function removeStaff({ actor, subject }: Manage, staffId: string): Promise<Result<null, "fixed" | "gone">> {
  return db.$transaction(async (tx) => {
    const event = await lockOpenEvent(tx, subject.id);
    if (!event) return refuse("fixed");
    const { count } = await tx.eventStaff.deleteMany({ where: { id: staffId, eventId: event.id } });
    if (count === 0) return refuse("gone");
    await recordAudit(tx, { actorId: actor.id, action: "staff.remove", subjectKind: "event", subjectId: event.id });
    return ok(null);
  });
}

/** Where an event's files may still be added and taken away: slides often come after the last session. */
const fileStates: readonly string[] = [...openStates, "closed"];

async function isFileOpen(tx: Transaction, eventId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
  const { state } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { state: true } });
  return fileStates.includes(state);
}

/** Adds a file to an event or to one of its sessions. */
export function addFile(
  { actor, subject }: Manage,
  file: {
    readonly sessionId: string | null;
    readonly kind: FileKind;
    readonly title: string;
    readonly audience: Audience;
    readonly content: { readonly name: string; readonly content: Uint8Array };
  },
): Promise<Result<null, "fixed" | "gone" | UploadRefusal>> {
  return db.$transaction(async (tx) => {
    if (!(await isFileOpen(tx, subject.id))) return refuse("fixed");
    if (file.sessionId && !(await findSession(tx, subject.id, file.sessionId))) return refuse("gone");
    const { kind, title, audience, sessionId } = file;
    const sha256 = createHash("sha256").update(file.content.content).digest("hex");
    const same = await tx.eventFile.count({
      where: { eventId: subject.id, sessionId, kind, title, audience, upload: { sha256 } },
    });
    if (same > 0) return ok(null); // A second click of the same form.
    const stored = await storeUpload(tx, actor.id, file.content);
    if (!stored.ok) return stored;
    await tx.eventFile.create({
      data: { eventId: subject.id, sessionId, kind, title, audience, uploadId: stored.value.id },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "file.add",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { uploadId: stored.value.id, kind, audience, ...(sessionId ? { sessionId } : {}) },
    });
    return ok(null);
  });
}

/** Takes a file away; its content goes with the last thing that refers to it. */
export function removeFile({ actor, subject }: Manage, fileId: string): Promise<Result<null, "fixed" | "gone">> {
  return db.$transaction(async (tx) => {
    if (!(await isFileOpen(tx, subject.id))) return refuse("fixed");
    const file = await tx.eventFile.findFirst({
      where: { id: fileId, eventId: subject.id },
      select: { id: true, uploadId: true },
    });
    if (!file) return refuse("gone");
    await tx.eventFile.delete({ where: { id: file.id }, select: { id: true } });
    await dropUnusedUpload(tx, file.uploadId);
    await recordAudit(tx, {
      actorId: actor.id,
      action: "file.remove",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { uploadId: file.uploadId },
    });
    return ok(null);
  });
}
