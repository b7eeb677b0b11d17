import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { getNoteSubject, listNotes, listPageNotes } from "@/lib/reading/notes/data";
import { addNote, deleteNote, editNote } from "@/lib/reading/notes/mutations";
import { seedEnrolment } from "../../builders/attempts";
import { addingText, editedContent, runImport } from "../../builders/content";
import { demoCourse, type SeededEvent, seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

type Lesson = { readonly versionId: string; readonly module: string; readonly slug: string };

const lessonOf = async (event: SeededEvent, slug = "regional-measures"): Promise<Lesson> => {
  const [row] = await sql<Lesson>(
    `SELECT v.id AS "versionId", m.slug AS module, v.slug FROM event e JOIN edition_lesson el ON el.edition_id = e.edition_id
     JOIN lesson_version v ON v.id = el.lesson_version_id JOIN module m ON m.id = v.module_id WHERE e.id = $1 AND v.slug = $2`,
    [event.id, slug],
  );
  if (!row) throw new Error("no such lesson");
  return row;
};

async function seedReader(event: SeededEvent) {
  const actor = await seedPerson();
  return { actor, permit: authorize(actor, "enrolment.use", await seedEnrolment(actor, event)) };
}
const draft = (versionId: string, fields = {}) => ({
  versionId,
  page: 1,
  language: "en",
  quote: null,
  body: "Ask.",
  ...fields,
});
const keeping = async (actor: Actor, id: string) => {
  const subject = await getNoteSubject(id);
  if (!subject) throw new Error("no such note");
  return authorize(actor, "note.keep", subject);
};

describe("a reader's notes", () => {
  it("are written, changed and deleted by the one who wrote them", async () => {
    const event = await seedEvent();
    const { actor, permit } = await seedReader(event);
    const { versionId } = await lessonOf(event);
    const added = await addNote(permit, draft(versionId, { quote: "a State" }));
    if (!added.ok) throw new Error(added.reason);
    const [note] = await listPageNotes(permit, versionId, 1);
    expect(note).toMatchObject({ id: added.value.id, quote: "a State", body: "Ask.", earlier: false });
    expect(await editNote(await keeping(actor, added.value.id), "")).toMatchObject({ ok: true });
    expect((await listPageNotes(permit, versionId, 1))[0]).toMatchObject({ quote: "a State", body: "" });
    await deleteNote(await keeping(actor, added.value.id));
    expect(await listPageNotes(permit, versionId, 1)).toEqual([]);
  });

  it("say something: without a passage there are words", async () => {
    const event = await seedEvent();
    const { actor, permit } = await seedReader(event);
    const { versionId } = await lessonOf(event);
    expect(await addNote(permit, draft(versionId, { body: "" }))).toEqual({ ok: false, reason: "empty" });
    const added = await addNote(permit, draft(versionId));
    if (!added.ok) throw new Error(added.reason);
    expect(await editNote(await keeping(actor, added.value.id), "")).toEqual({ ok: false, reason: "empty" });
  });

  it("stand on pages of the event alone, while there is a seat", async () => {
    const event = await seedEvent();
    const { permit } = await seedReader(event);
    const { versionId } = await lessonOf(event);
    const [foreign] = await sql<{ id: string }>(
      `SELECT id FROM lesson_version v WHERE NOT EXISTS (SELECT 1 FROM edition_lesson el JOIN event e ON e.edition_id = el.edition_id
       WHERE e.id = $1 AND el.lesson_version_id = v.id) LIMIT 1`,
      [event.id],
    );
    for (const wrong of [draft(versionId, { page: 99 }), draft(foreign?.id ?? "")])
      expect(await addNote(permit, wrong)).toEqual({ ok: false, reason: "not-here" });
    await sql("UPDATE enrolment SET state = 'withdrawn' WHERE id = $1", [permit.subject.id]);
    expect(await addNote(permit, draft(versionId))).toEqual({ ok: false, reason: "not-here" });
  });

  it("are nobody else's: not another reader's of the event, nor its organizer's", async () => {
    const event = await seedEvent();
    const [one, other] = [await seedReader(event), await seedReader(event)];
    const { versionId } = await lessonOf(event);
    const added = await addNote(one.permit, draft(versionId));
    if (!added.ok) throw new Error(added.reason);
    expect(await listPageNotes(other.permit, versionId, 1)).toEqual([]);
    expect(await listNotes(other.actor, "en")).toEqual([]);
    const organizer = await seedPerson({
      grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }],
    });
    for (const actor of [other.actor, organizer])
      await expect(keeping(actor, added.value.id)).rejects.toMatchObject({ code: "not-found" });
  });

  it("are listed under the event that was joined last, and under none without a seat", async () => {
    const [first, second] = [await seedEvent(), await seedEvent()];
    const { actor, permit } = await seedReader(first);
    const { versionId } = await lessonOf(first);
    await addNote(permit, draft(versionId));
    expect((await listNotes(actor, "en"))[0]?.place).toMatchObject({
      slug: first.slug,
      number: expect.stringMatching(/^\d\.\d$/),
    });
    await seedEnrolment(actor, second);
    expect((await listNotes(actor, "en"))[0]?.place.slug).toBe(second.slug);
    await sql("UPDATE enrolment SET state = 'withdrawn' WHERE person_id = $1", [actor.id]);
    expect((await listNotes(actor, "en"))[0]).toMatchObject({ body: "Ask.", place: { slug: null, event: null } });
  });

  it("stay readable beside a newer version of the lesson, and say that they are older", async () => {
    const before = await seedEvent();
    const { actor, permit } = await seedReader(before);
    const old = await lessonOf(before);
    await addNote(permit, draft(old.versionId));
    await runImport(
      editedContent({ [`modules/${old.module}/${old.slug}.md`]: addingText("A sentence that was not there before.") }),
    );
    const [edition] = await sql<{ id: string }>(
      "SELECT e.id FROM edition e JOIN course c ON c.id = e.course_id WHERE c.slug = $1 ORDER BY number DESC LIMIT 1",
      [demoCourse],
    );
    const after = await seedEvent({ editionId: edition?.id ?? "" });
    const now = await lessonOf(after);
    expect(now.versionId).not.toBe(old.versionId);
    const reading = authorize(actor, "enrolment.use", await seedEnrolment(actor, after));
    expect(await listPageNotes(reading, now.versionId, 1)).toMatchObject([{ body: "Ask.", earlier: true }]);
    expect((await listNotes(actor, "en"))[0]?.place.slug).toBe(after.slug);
  });
});
