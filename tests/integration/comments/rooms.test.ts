import { describe, expect, it } from "vitest";
import { purgeComments, reportComment } from "@/lib/comments/mutations";
import { db, sql } from "@/lib/db/client";
import { seedOrganizer } from "../../builders/certificates";
import { entering, listSeen, readComment, readRoom, seedParticipant, write, writeAs } from "../../builders/comments";
import { daysFromNow, seedEvent } from "../../builders/events";
import { readLetters } from "../../builders/people";

const replied = async (personId: string) =>
  (await readLetters(personId)).filter(({ kind }) => kind === "comment-reply");

describe("the rules of a room", () => {
  it("Chatham House names inside, and nothing says who asked the moderators", async () => {
    const event = await seedEvent({ roomRule: "chatham-house" });
    const [ana, ben] = [await seedParticipant(event, { fullName: "Ana Maria" }), await seedParticipant(event)];
    await writeAs(ana, event);
    expect(await listSeen(ben, event)).toMatchObject([{ writer: { kind: "name", name: "Ana Maria" } }]);
  });

  it("without names gives each writer a number that stays, and that leads to no name", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event)];
    await writeAs(ana, event, { body: "Named first." });
    await db.event.update({ where: { id: event.id }, data: { roomRule: "anonymous" }, select: { id: true } });
    await writeAs(ben, event);
    await writeAs(ana, event);
    await writeAs(ben, event);
    const seen = await listSeen(await seedOrganizer(event), event);
    // Ana wrote first under her name and second without: her number does not say so.
    expect(seen.map(({ writer }) => writer)).toEqual([
      { kind: "participant" },
      { kind: "number", number: 1 },
      { kind: "number", number: 2 },
      { kind: "number", number: 1 },
    ]);
    // A looser rule later names the first again, and nobody who wrote without a name.
    await db.event.update({ where: { id: event.id }, data: { roomRule: "open" }, select: { id: true } });
    expect((await listSeen(ben, event)).map(({ writer }) => writer.kind)).toEqual([
      "name",
      "number",
      "number",
      "number",
    ]);
  });

  it("give a comment the room's label or a stricter one of its author's", async () => {
    const event = await seedEvent({ roomLabel: "amber" });
    const ana = await seedParticipant(event);
    const [looser, same, stricter] = [
      await writeAs(ana, event, { label: "clear" }),
      await writeAs(ana, event),
      await writeAs(ana, event, { label: "red" }),
    ];
    for (const [id, label] of [
      [looser, "amber"],
      [same, "amber"],
      [stricter, "red"],
    ] as const)
      expect(await readComment(id)).toMatchObject({ label });
    await db.event.update({ where: { id: event.id }, data: { roomLabel: "amber-strict" }, select: { id: true } });
    expect((await listSeen(ana, event)).map(({ label }) => label)).toEqual(["amber-strict", "amber-strict", "red"]);
  });

  it("that hold a room show a comment to its author alone, and a moderator's own at once", async () => {
    const event = await seedEvent({ roomHeld: true });
    const [ana, ben, organizer] = [
      await seedParticipant(event),
      await seedParticipant(event),
      await seedOrganizer(event),
    ];
    expect(await write(ana, event)).toMatchObject({ value: { state: "held" } });
    expect(await write(organizer, event)).toMatchObject({ value: { state: "shown" } });
    expect(await listSeen(ana, event)).toHaveLength(2);
    expect(await listSeen(ben, event)).toHaveLength(1);
    expect((await readRoom(ben, event))?.total).toBe(1);
  });
});

describe("a reply", () => {
  it("is told once to who is answered, in their language, with the name and never with a text", async () => {
    const event = await seedEvent({ roomLabel: "red" });
    const ana = await seedParticipant(event, { language: "fr" });
    const ben = await seedParticipant(event, { fullName: "Ben Okri" });
    const id = await writeAs(ana, event, { body: "Secret question." });
    await writeAs(ben, event, { parentId: id, body: "Secret answer." });
    const [letter, ...others] = await replied(ana.id);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ language: "fr", body: expect.stringContaining("Ben Okri a répondu") });
    expect(letter?.body).toMatch(new RegExp(`/fr/learn/${event.slug}/[a-z-]+/[a-z-]+#comment-${id}`));
    expect(`${letter?.subject} ${letter?.body}`).not.toMatch(/Secret/);
    expect(await replied(ben.id)).toEqual([]);
  });

  it.each(["chatham-house", "anonymous"] as const)("under %s is told without a name", async (roomRule) => {
    const event = await seedEvent({ roomRule });
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event, { fullName: "Ben Okri" })];
    await writeAs(ben, event, { parentId: await writeAs(ana, event) });
    const [letter] = await replied(ana.id);
    expect(letter?.body).toContain("Somebody replied");
    expect(`${letter?.subject} ${letter?.body}`).not.toContain("Okri");
  });

  it("is not told to oneself, to who has left, nor while it waits for a moderator", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event)];
    const [own, left] = [await writeAs(ana, event), await writeAs(ben, event)];
    await writeAs(ana, event, { parentId: own });
    await sql("UPDATE enrolment SET state = 'withdrawn' WHERE person_id = $1", [ben.id]);
    await writeAs(ana, event, { parentId: left });
    await db.event.update({ where: { id: event.id }, data: { roomHeld: true }, select: { id: true } });
    const third = await seedParticipant(event);
    await writeAs(third, event, { parentId: own });
    expect([...(await replied(ana.id)), ...(await replied(ben.id))]).toEqual([]);
  });

  it("goes by no mail to who wants none of the event, and lies in their account", async () => {
    const event = await seedEvent();
    const [ana, ben] = [await seedParticipant(event), await seedParticipant(event)];
    const id = await writeAs(ana, event);
    await db.announcementMute.create({ data: { eventId: event.id, personId: ana.id }, select: { eventId: true } });
    await writeAs(ben, event, { parentId: id });
    expect(await sql("SELECT kind, state, bulk FROM letter WHERE person_id = $1", [ana.id])).toEqual([
      { kind: "comment-reply", state: "delivered", bulk: true },
    ]);
  });
});

describe("the last day of a room", () => {
  it("removes every comment of that room, says in the record how many, and is done once", async () => {
    const [due, later] = [
      await seedEvent({ commentsPurgeAt: daysFromNow(1) }),
      await seedEvent({ commentsPurgeAt: daysFromNow(1) }),
    ];
    for (const event of [due, later]) {
      const ana = await seedParticipant(event);
      const id = await writeAs(ana, event);
      const ben = await seedParticipant(event);
      await writeAs(ben, event, { parentId: id });
      await reportComment(await entering(ben, event), id, "Look.");
    }
    await db.event.update({ where: { id: due.id }, data: { commentsPurgeAt: daysFromNow(-1) }, select: { id: true } });
    await Promise.all([purgeComments(), purgeComments()]);
    await purgeComments();
    expect(await db.comment.count({ where: { eventId: due.id } })).toBe(0);
    expect(await db.comment.count({ where: { eventId: later.id } })).toBe(2);
    const rows = await sql<{ detail: object }>(
      "SELECT detail FROM audit_event WHERE action = 'room.purge' AND subject_id = $1",
      [due.id],
    );
    expect(rows).toEqual([{ detail: { comments: 2 } }]);
  });
});
