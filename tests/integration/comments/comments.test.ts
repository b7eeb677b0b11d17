import { describe, expect, it } from "vitest";
import { authorize, can } from "@/lib/access/authorize";
import { findLesson, getCommentPlace, getRoomAtDoor } from "@/lib/comments/data";
import { deleteComment, editComment, reportComment } from "@/lib/comments/mutations";
import { db, sql } from "@/lib/db/client";
import { seedEnrolment } from "../../builders/attempts";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import {
  changing,
  entering,
  firstLesson,
  listSeen,
  readComment,
  readRoom,
  seedParticipant,
  write,
  writeAs,
} from "../../builders/comments";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const edit = async (
  actor: Parameters<typeof changing>[0],
  event: SeededEvent,
  id: string,
  fields: Partial<Parameters<typeof editComment>[2]> = {},
) =>
  editComment(await changing(actor, id), await entering(actor, event), {
    revision: 0,
    body: "Mended.",
    label: null,
    ...fields,
  });

const age = (id: string, minutes: number) =>
  sql("UPDATE comment SET created_at = clock_timestamp() - make_interval(mins => $2) WHERE id = $1", [id, minutes]);

describe("a comment", () => {
  it("is seen by the people of the event with its author's name, and by its author as their own", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event, { fullName: "Ana Maria" }), await seedParticipant(event)];
    const id = await writeAs(ana, event, { body: "Norm **c**." });
    const [own] = await listSeen(ana, event);
    const [others] = await listSeen(ben, event);
    expect(own).toMatchObject({ id, mine: true, editable: true, source: "Norm **c**." });
    expect(others).toMatchObject({
      id,
      mine: false,
      editable: false,
      source: null,
      writer: { kind: "name", name: "Ana Maria" },
      html: '<p dir="auto">Norm <strong>c</strong>.</p>\n',
    });
    expect(JSON.stringify(await readRoom(ben, event))).not.toMatch(/@test\.example\.org/);
    expect(JSON.stringify(await readRoom(ben, event))).not.toContain(ana.id);
  });

  it("is written once, however often its form is sent", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    const id = crypto.randomUUID();
    const results = await Promise.all([
      write(ana, event, { id }),
      write(ana, event, { id }),
      write(ana, event, { id }),
    ]);
    expect(results).toEqual(Array(3).fill({ ok: true, value: { id, state: "shown" } }));
    expect(await listSeen(ana, event)).toHaveLength(1);
  });

  it("takes over no id of somebody else's comment", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event)];
    const id = await writeAs(ana, event, { body: "Ana's." });
    const other = await writeAs(ben, event, { id, body: "Ben's." });
    expect(other).not.toBe(id);
    expect((await readComment(id))?.body).toBe("Ana's.");
  });

  it("has one level of replies, under the same page of the same event", async () => {
    const [event, elsewhere] = [await seedEvent(), await seedEvent()];
    const ana = await seedParticipant(event);
    await seedEnrolment(ana, elsewhere);
    const id = await writeAs(ana, event);
    const reply = await writeAs(ana, event, { parentId: id });
    for (const refused of [
      await write(ana, event, { parentId: reply }),
      await write(ana, event, { parentId: crypto.randomUUID() }),
      await write(ana, event, { parentId: id, page: 2 }),
      await write(ana, elsewhere, { parentId: id }),
    ])
      expect(refused).toEqual({ ok: false, reason: "parent-gone" });
    expect((await readRoom(ana, event))?.threads).toMatchObject([{ id, replies: [{ id: reply }] }]);
    await expect(unsafeSql("UPDATE comment SET parent_id = $1 WHERE id = $2", [reply, id])).rejects.toThrow(
      /a reply answers/,
    );
  });

  it("is refused after ten within ten minutes", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    // A new window may begin in between.
    const results = [];
    for (let i = 0; i < 21; i++) results.push(await write(ana, event));
    expect(results.filter(({ ok }) => !ok)[0]).toEqual({ ok: false, reason: "too-many" });
    expect(results.filter(({ ok }) => ok).length).toBeLessThanOrEqual(20);
  });

  it.each([
    { fields: { roomRule: "closed" }, why: "the room is closed" },
    { fields: { state: "cancelled" }, why: "the event is cancelled" },
    { fields: { commentsPurgeAt: daysFromNow(-1) }, why: "its last day is over" },
  ] as const)("is refused when $why", async ({ fields }) => {
    const event = await seedEvent(fields);
    const ana = await seedParticipant(event);
    expect(await write(ana, event)).toEqual({ ok: false, reason: "closed" });
  });

  it("stands on the page of the list on which it is, fifty on each", async () => {
    const event = await seedEvent();
    const [ana, lessonVersionId] = [await seedParticipant(event), await firstLesson(event)];
    await db.comment.createMany({
      data: Array.from({ length: 60 }, (_, at) => ({
        eventId: event.id,
        lessonVersionId,
        page: 1,
        authorId: ana.id,
        rule: "cohort",
        alias: 1,
        body: `Number ${at}`,
        createdAt: new Date(Date.now() - 3_600_000 + at * 1000),
      })),
    });
    const first = await readRoom(ana, event);
    const second = await readRoom(ana, event, 2);
    expect([first?.threads.length, second?.threads.length]).toEqual([50, 10]);
    expect(second).toMatchObject({ total: 60, listPage: 2, listPages: 2 });
    expect((await readRoom(ana, event, 9))?.listPage).toBe(1);
    const id = second?.threads[0]?.id ?? "";
    expect(await getCommentPlace(ana, id)).toMatchObject({ event: event.slug, page: 1, listPage: 2 });
    expect(await getCommentPlace(ana, first?.threads[49]?.id ?? "")).toMatchObject({ listPage: 1 });
  });
});

describe("S1, S2: who is not of the event", () => {
  it("has no place in its room, whatever they are elsewhere", async () => {
    const [event, elsewhere] = [await seedEvent(), await seedEvent()];
    const ana = await seedParticipant(event);
    const id = await writeAs(ana, event);
    const outsiders = [
      await seedPerson(),
      await seedParticipant(elsewhere),
      await seedPerson({ grants: [{ role: "instructor", organizationId: event.organizationId, eventId: null }] }),
      await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] }),
      await seedPerson({ grants: [{ role: "moderator", organizationId: null, eventId: elsewhere.id }] }),
    ];
    const [waiting, withdrawn] = [await seedPerson(), await seedPerson()];
    await seedEnrolment(waiting, event, { state: "waiting" });
    await seedEnrolment(withdrawn, event, { state: "withdrawn" });
    for (const outsider of [...outsiders, waiting, withdrawn]) {
      expect(await readRoom(outsider, event)).toBeNull();
      await expect(entering(outsider, event)).rejects.toThrow(/may not room\.write/);
      await expect(changing(outsider, id)).rejects.toThrow(/may not comment\.change/);
    }
  });

  it("reaches no comment of another event through a place in their own", async () => {
    const [event, elsewhere] = [await seedEvent(), await seedEvent()];
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(elsewhere)];
    const id = await writeAs(ana, event);
    expect(await reportComment(await entering(ben, elsewhere), id, "Mine now.")).toEqual({ ok: false, reason: "gone" });
    const lessonVersionId = await firstLesson(event);
    const sample = { module: "no-such-module", lesson: "no-such-lesson", page: 1 };
    expect(await findLesson(elsewhere, sample)).toBeNull();
    // The same lesson in both events: each room has its own comments.
    expect(await firstLesson(elsewhere)).toBe(lessonVersionId);
    expect(await listSeen(ben, elsewhere)).toEqual([]);
  });

  it("an edit takes the room of the comment, and no other in which one has a place", async () => {
    const [event, elsewhere] = [await seedEvent(), await seedEvent()];
    const ana = await seedParticipant(event);
    await seedEnrolment(ana, elsewhere);
    const id = await writeAs(ana, event);
    const edited = await editComment(await changing(ana, id), await entering(ana, elsewhere), {
      revision: 0,
      body: "Elsewhere.",
      label: null,
    });
    expect(edited).toEqual({ ok: false, reason: "gone" });
  });

  it("a moderator of the event or of its organization has a place in its room", async () => {
    const event = await seedEvent();
    for (const scope of [
      { organizationId: event.organizationId, eventId: null },
      { organizationId: null, eventId: event.id },
    ]) {
      const moderator = await seedPerson({ grants: [{ role: "moderator", ...scope }] });
      expect((await readRoom(moderator, event))?.moderates).toBe(true);
      expect((await write(moderator, event)).ok).toBe(true);
      expect(can(moderator, "event.manage", event)).toBe(false);
    }
  });

  it("a closed room shows nothing to anybody", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    await writeAs(ana, event);
    await db.event.update({ where: { id: event.id }, data: { roomRule: "closed" }, select: { id: true } });
    expect(await readRoom(ana, event)).toBeNull();
    expect(await readRoom(await seedOrganizer(event), event)).toBeNull();
  });
});

describe("editing", () => {
  it("is told on the comment, and possible for a quarter of an hour", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    const id = await writeAs(ana, event);
    expect(await edit(ana, event, id)).toEqual({ ok: true, value: { state: "shown" } });
    const [shown] = await listSeen(ana, event);
    expect(shown?.source).toBe("Mended.");
    expect(shown?.editedAt).not.toBeNull();
    await age(id, 16);
    const again = await edit(ana, event, id, { revision: shown?.revision ?? 0, body: "Too late." });
    expect(again).toEqual({ ok: false, reason: "window" });
    expect((await readComment(id))?.body).toBe("Mended.");
  });

  it("of a text that was edited in the meantime is refused, and the same edit again is not", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    const id = await writeAs(ana, event);
    const results = await Promise.all([
      edit(ana, event, id, { body: "First." }),
      edit(ana, event, id, { body: "Second." }),
    ]);
    expect(results.map((result) => (result.ok ? "edited" : result.reason)).sort()).toEqual([
      "changed-meanwhile",
      "edited",
    ]);
    const stands = (await readComment(id))?.body ?? "";
    expect((await edit(ana, event, id, { body: stands })).ok).toBe(true);
  });

  it("and deleting at once end with a deleted comment, in whatever order", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    for (let round = 0; round < 4; round++) {
      const id = await writeAs(ana, event, { body: `Round ${round}` });
      const [edited] = await Promise.all([edit(ana, event, id), changing(ana, id).then(deleteComment)]);
      if (!edited.ok) expect(edited.reason).toBe("gone");
      expect(await readComment(id)).toMatchObject({ state: "deleted", body: "" });
    }
  });

  it("in a room that is held makes the comment wait again", async () => {
    const event = await seedEvent({ roomHeld: true });
    const ana = await seedParticipant(event);
    const id = await writeAs(ana, event);
    await sql("UPDATE comment SET state = 'shown' WHERE id = $1", [id]);
    expect(await edit(ana, event, id)).toEqual({ ok: true, value: { state: "held" } });
  });
});

describe("deleting", () => {
  it("empties the text for good; a line stands where others replied, and nothing where nobody did", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event)];
    const [answered, alone] = [await writeAs(ana, event), await writeAs(ana, event)];
    const reply = await writeAs(ben, event, { parentId: answered, body: "A reply." });
    await reportComment(await entering(ben, event), answered, "Look.");
    for (const id of [answered, alone]) await deleteComment(await changing(ana, id));
    await deleteComment(await changing(ana, alone));
    expect(await listSeen(ben, event)).toMatchObject([
      { id: answered, state: "deleted", html: null },
      { id: reply, state: "shown" },
    ]);
    expect(await readComment(answered)).toMatchObject({ body: "" });
    expect(await db.commentReport.count({ where: { commentId: answered, resolvedAt: null } })).toBe(0);
    await expect(unsafeSql("UPDATE comment SET body = 'back' WHERE id = $1", [answered])).rejects.toThrow(
      /comment_text_check/,
    );
  });

  it("is possible for who has left the event", async () => {
    const event = await seedEvent();
    const ana = await seedParticipant(event);
    const id = await writeAs(ana, event);
    await sql("UPDATE enrolment SET state = 'withdrawn' WHERE person_id = $1", [ana.id]);
    await deleteComment(await changing(ana, id));
    expect(await readComment(id)).toMatchObject({ state: "deleted" });
    expect(await getCommentPlace(ana, id)).toMatchObject({ event: event.slug });
  });
});

it("whoever may not moderate is refused, and the record says of what", async () => {
  const event = await seedEvent();
  const ana = await seedParticipant(event);
  const subject = await getRoomAtDoor(ana, event.slug);
  expect(subject).toMatchObject({ id: event.id, admitted: true, muted: null });
  expect(() => authorize(ana, "room.moderate", event)).toThrow(/may not room\.moderate/);
  expect(await readAudit(ana.id)).toEqual([]);
});
