import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { getAdmittedProgramme, getProgramme, getSessionDesk } from "@/lib/sessions/data";
import { addFile, cancelSession, deleteSession, removeFile, saveSession, saveStaff } from "@/lib/sessions/mutations";
import { digestOf } from "@/lib/sessions/rules";
import type { EditedSession } from "@/lib/sessions/types";
import { readUpload } from "@/lib/uploads/data";
import { seedEnrolment } from "../../builders/attempts";
import { close, readAudit, seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { readLetters, seedPerson } from "../../builders/people";
import { hoursFromNow, seedAttendance, seedSession } from "../../builders/sessions";

const managing = async (event: SeededEvent) => authorize(await seedOrganizer(event), "event.manage", event);

const buildEdit = (fields: Partial<EditedSession> = {}) => ({
  id: null,
  shown: "",
  startsAt: hoursFromNow(24),
  endsAt: hoursFromNow(26),
  layers: { en: { title: "Opening", description: "" } },
  room: "Room 4",
  link: null,
  ...fields,
});

async function readEdited(id: string): Promise<EditedSession> {
  const row = await db.eventSession.findUniqueOrThrow({
    where: { id },
    select: { id: true, startsAt: true, endsAt: true, layers: true, room: true, link: true },
  });
  return row as unknown as EditedSession;
}

const readSequences = async (event: SeededEvent) =>
  (
    await sql<{ event: number; sessions: number[] }>(
      `SELECT calendar_sequence AS event,
         ARRAY(SELECT sequence FROM event_session s WHERE s.event_id = e.id ORDER BY created_at, id) AS sessions
       FROM event e WHERE id = $1`,
      [event.id],
    )
  )[0];

const told = async (personId: string) =>
  (await readLetters(personId)).filter(({ kind }) => kind.startsWith("session-"));

describe("changing a session of a published event", () => {
  it("is told once to everybody with a seat, with both times by the event's clock and their own", async () => {
    const event = await seedEvent();
    const session = await seedSession(event, {
      startsAt: new Date("2027-03-12T10:00:00Z"),
      endsAt: new Date("2027-03-12T11:30:00Z"),
    });
    const enrolled = await seedPerson({ zone: "Europe/Paris", language: "fr" });
    const [waiting, withdrawn] = [await seedPerson(), await seedPerson()];
    await seedEnrolment(enrolled, event);
    await seedEnrolment(waiting, event, { state: "waiting" });
    await seedEnrolment(withdrawn, event, { state: "withdrawn" });
    const permit = await managing(event);
    const before = await readEdited(session.id);
    const edit = {
      ...before,
      shown: digestOf(before),
      startsAt: new Date("2027-03-13T06:00:00Z"),
      endsAt: new Date("2027-03-13T07:30:00Z"),
      room: "Room 9",
    };
    expect(await saveSession(permit, edit)).toEqual({ ok: true, value: { id: session.id } });

    const [letter, ...others] = await told(enrolled.id);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      kind: "session-changed",
      language: "fr",
      subject: expect.stringContaining("Ouverture"),
    });
    for (const part of [
      "12 mars 2027, de 14:00 à 15:30 Mauritius (UTC+4)",
      "12 mars 2027, de 11:00 à 12:30 Paris (UTC+1)",
      "13 mars 2027, de 10:00 à 11:30 Mauritius (UTC+4)",
      "13 mars 2027, de 07:00 à 08:30 Paris (UTC+1)",
      "Room 4",
      "Room 9",
      `/fr/learn/${event.slug}`,
    ])
      expect(letter?.body).toContain(part);
    expect([...(await told(waiting.id)), ...(await told(withdrawn.id))]).toEqual([]);
    expect(await readSequences(event)).toEqual({ event: 1, sessions: [1] });
    expect(await readAudit(permit.actor.id)).toMatchObject([{ action: "session.edit", subjectId: session.id }]);

    // The same form once more: nothing to change, nobody to tell.
    const again = await readEdited(session.id);
    expect((await saveSession(permit, { ...again, shown: digestOf(again) })).ok).toBe(true);
    expect(await told(enrolled.id)).toHaveLength(1);
    expect(await readSequences(event)).toEqual({ event: 1, sessions: [1] });
  });

  it("in its text alone is told to nobody, and shown in calendars", async () => {
    const event = await seedEvent();
    const session = await seedSession(event);
    const person = await seedPerson();
    await seedEnrolment(person, event);
    const before = await readEdited(session.id);
    const layers = { en: { title: "Welcome", description: "" } };
    await saveSession(await managing(event), { ...before, shown: digestOf(before), layers });
    expect(await told(person.id)).toEqual([]);
    expect(await readSequences(event)).toEqual({ event: 1, sessions: [1] });
  });

  it("by two organizers at once: the second is told, and nothing is overwritten", async () => {
    const event = await seedEvent();
    const session = await seedSession(event);
    const before = await readEdited(session.id);
    const shown = digestOf(before);
    const permits = [await managing(event), await managing(event)];
    const results = await Promise.all(
      permits.map((permit, at) => saveSession(permit, { ...before, shown, room: `Room ${at}` })),
    );
    expect(results.map((result) => (result.ok ? "saved" : result.reason)).sort()).toEqual([
      "changed-meanwhile",
      "saved",
    ]);
    const winner = results.findIndex(({ ok }) => ok);
    expect((await readEdited(session.id)).room).toBe(`Room ${winner}`);
  });

  it("cancelling one tells once, marks it, and no more edits it", async () => {
    const event = await seedEvent();
    const session = await seedSession(event, { startsAt: hoursFromNow(24), endsAt: hoursFromNow(25) });
    const person = await seedPerson();
    await seedEnrolment(person, event);
    const permit = await managing(event);
    expect(
      (await Promise.all([cancelSession(permit, session.id), cancelSession(permit, session.id)])).filter(
        ({ ok }) => ok,
      ),
    ).toHaveLength(1);
    expect((await told(person.id)).map(({ kind }) => kind)).toEqual(["session-cancelled"]);
    expect((await getProgramme(event.id, "en")).sessions).toMatchObject([{ id: session.id, cancelled: true }]);
    const edited = await readEdited(session.id);
    expect(await saveSession(permit, { ...edited, shown: digestOf(edited), room: "x" })).toEqual({
      ok: false,
      reason: "cancelled",
    });
  });
});

describe("a session", () => {
  it("of a draft raises no number and tells nobody; it can be deleted while nothing belongs to it", async () => {
    const event = await seedEvent({ state: "draft" });
    const permit = await managing(event);
    const made = await saveSession(permit, buildEdit());
    if (!made.ok) throw new Error(made.reason);
    expect(await readSequences(event)).toEqual({ event: 0, sessions: [0] });
    const file = { name: "slides.pdf", content: new TextEncoder().encode("%PDF-1.7") };
    const slides = {
      sessionId: made.value.id,
      kind: "slides",
      title: "Slides",
      audience: "admitted",
      content: file,
    } as const;
    expect((await addFile(permit, slides)).ok).toBe(true);
    expect(await deleteSession(permit, made.value.id)).toEqual({ ok: false, reason: "in-use" });
    const [kept] = await db.eventFile.findMany({ where: { eventId: event.id }, select: { id: true, uploadId: true } });
    expect((await removeFile(permit, kept?.id ?? "")).ok).toBe(true);
    expect(await db.upload.count({ where: { id: kept?.uploadId ?? "" } })).toBe(0);
    expect((await deleteSession(permit, made.value.id)).ok).toBe(true);
  });

  it("of a published event is cancelled, never deleted; of a closed one it stays as it is", async () => {
    const event = await seedEvent();
    const session = await seedSession(event);
    expect(await deleteSession(await managing(event), session.id)).toEqual({ ok: false, reason: "announced" });
    await close(event);
    const permit = await managing(event);
    const before = await readEdited(session.id);
    expect(await saveSession(permit, { ...before, shown: digestOf(before), room: "x" })).toEqual({
      ok: false,
      reason: "fixed",
    });
    expect(await cancelSession(permit, session.id)).toEqual({ ok: false, reason: "fixed" });
  });

  it("of another event is not there", async () => {
    const [event, other] = [await seedEvent(), await seedEvent()];
    const session = await seedSession(other);
    const permit = await managing(event);
    const before = await readEdited(session.id);
    expect(await saveSession(permit, { ...before, shown: digestOf(before) })).toMatchObject({ ok: false });
    expect(await cancelSession(permit, session.id)).toEqual({ ok: false, reason: "gone" });
    const file = { name: "a.pdf", content: new TextEncoder().encode("%PDF-1.7") };
    const slides = { sessionId: session.id, kind: "slides", title: "x", audience: "public", content: file } as const;
    expect(await addFile(permit, slides)).toEqual({ ok: false, reason: "gone" });
    expect(await db.upload.count({ where: { createdById: permit.actor.id } })).toBe(0);
  });
});

describe("the order of staff", () => {
  it("is the organizer's: each goes to the place it is given, and the others keep theirs", async () => {
    const event = await seedEvent();
    const permit = await managing(event);
    const save = (role: string, id: string | null, place: number | null) =>
      saveStaff(permit, { id, kind: "lecturer", fullName: null, layers: { en: { role, biography: "" } }, place });
    const read = async () => (await getProgramme(event.id, "en")).staff;
    for (const role of ["A", "B", "C", "D"]) await save(role, null, null);
    const idOf = async (role: string) => (await read()).find((member) => member.role === role)?.id ?? "";
    const moves = [
      ["D", 1, "DABC"],
      ["D", 3, "ABDC"],
      ["A", 4, "BDCA"],
      ["C", 3, "BDCA"],
      ["B", 99, "DCAB"],
    ] as const;
    for (const [role, place, order] of moves) {
      expect(await save(role, await idOf(role), place)).toEqual({ ok: true, value: null });
      expect((await read()).map((member) => member.role).join("")).toBe(order);
    }
  });
});

describe("who sees what of the programme", () => {
  it("everybody titles, times, staff and public documents; rooms, links and other files only the admitted", async () => {
    const event = await seedEvent();
    const link = "https://meet.test.example.org/secret";
    const session = await seedSession(event, { room: "Room of secrets", link });
    const permit = await managing(event);
    const content = { name: "a.pdf", content: new TextEncoder().encode("%PDF-1.7") };
    await addFile(permit, {
      sessionId: session.id,
      kind: "slides",
      title: "Secret slides",
      audience: "admitted",
      content,
    });
    await addFile(permit, { sessionId: null, kind: "document", title: "Concept note", audience: "public", content });
    await saveStaff(permit, {
      id: null,
      kind: "lecturer",
      fullName: null,
      layers: { en: { role: "Adviser", biography: "" } },
      place: null,
    });
    const open = await getProgramme(event.id, "ar");
    expect(open).toMatchObject({
      sessions: [{ title: "Opening", language: "en" }],
      staff: [{ kind: "lecturer", fullName: null, role: "Adviser" }],
      documents: [{ title: "Concept note", bytes: 8 }],
    });
    expect(JSON.stringify(open)).not.toMatch(/secret/i);
    expect(await readUpload(null, open.documents[0]?.uploadId ?? "")).not.toBeNull();

    const learner = await seedPerson();
    const enrolment = await seedEnrolment(learner, event);
    await seedAttendance(enrolment, [[session, "present"]]);
    const admitted = await getAdmittedProgramme(event.id, { enrolmentId: enrolment.id, personId: learner.id }, "fr");
    expect(admitted).toMatchObject({
      sessions: [
        {
          title: "Ouverture",
          room: "Room of secrets",
          link,
          attendance: "present",
          files: [{ title: "Secret slides" }],
        },
      ],
      attendance: { attended: 1, counted: 1, held: 1 },
      enrolled: true,
      checkInOpen: false,
    });
    const slides = admitted.sessions[0]?.files[0]?.uploadId ?? "";
    expect([await readUpload(null, slides), await readUpload(await seedPerson(), slides)]).toEqual([null, null]);
    expect(await readUpload(learner, slides)).not.toBeNull();
    const desk = await getSessionDesk(authorize(permit.actor, "attendance.record", event), "en");
    expect(desk).toMatchObject({ enrolled: 1, sessions: [{ recorded: { present: 1, absent: 0, excused: 0 } }] });
  });
});
