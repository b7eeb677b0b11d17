import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getRoomDesk, listForExport, listModerated } from "@/lib/comments/moderation/data";
import { liftMute, moderateComment, saveRoom } from "@/lib/comments/moderation/mutations";
import type { ModerationIntent, RoomSettings } from "@/lib/comments/moderation/types";
import { nameModerator, removeModerator } from "@/lib/comments/moderators/mutations";
import { reportComment } from "@/lib/comments/mutations";
import { commentsCsv } from "@/lib/comments/rules";
import { db } from "@/lib/db/client";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { entering, listSeen, readComment, readRoom, seedParticipant, write, writeAs } from "../../builders/comments";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { readLetters, seedPerson } from "../../builders/people";

const moderating = (actor: Actor, event: SeededEvent) => authorize(actor, "room.moderate", event);
const decide = (
  actor: Actor,
  event: SeededEvent,
  commentId: string,
  intent: ModerationIntent,
  reason = "Off the subject.",
) => moderateComment(moderating(actor, event), { commentId, intent, reason });
const look = (actor: Actor, event: SeededEvent) => getRoomDesk(moderating(actor, event), "en");
const setRule = (event: SeededEvent, roomRule: string) =>
  db.event.update({ where: { id: event.id }, data: { roomRule }, select: { id: true } });

async function stage(fields: Parameters<typeof seedEvent>[0] = {}) {
  const event = await seedEvent(fields);
  const [moderator, ana, ben] = [
    await seedOrganizer(event),
    await seedParticipant(event, { fullName: "Ana Maria" }),
    await seedParticipant(event, { fullName: "Ben Okri" }),
  ];
  return { event, moderator, ana, ben };
}

describe("the queue", () => {
  it("has what waits and what was reported, with the reasons and without who gave them", async () => {
    const { event, moderator, ana, ben } = await stage();
    const [quiet, reported] = [await writeAs(ana, event), await writeAs(ana, event, { body: "Look at me." })];
    for (const reason of ["Rude.", "Rude again."]) await reportComment(await entering(ben, event), reported, reason);
    await db.event.update({ where: { id: event.id }, data: { roomHeld: true }, select: { id: true } });
    const held = await writeAs(ben, event, { body: "Wait for me." });
    const desk = await look(moderator, event);
    expect(desk.queue).toMatchObject([
      { id: reported, reports: ["Rude."], writer: { kind: "name", name: "Ana Maria" } },
      { id: held, state: "held", reports: [] },
    ]);
    expect(desk.latest.map(({ id }) => id)).toEqual([quiet]);
    expect(desk).toMatchObject({ shown: 2, waiting: 2 });
    expect(JSON.stringify(desk)).not.toContain(ben.id);
  });

  it("is emptied by showing what was held and keeping what was reported; a second click finds it decided", async () => {
    const { event, moderator, ana, ben } = await stage({ roomHeld: true });
    const id = await writeAs(ana, event);
    expect(await decide(moderator, event, id, "keep")).toEqual({ ok: false, reason: "changed-meanwhile" });
    const results = await Promise.all([decide(moderator, event, id, "show"), decide(moderator, event, id, "show")]);
    expect(results.map((result) => (result.ok ? "shown" : result.reason)).sort()).toEqual([
      "changed-meanwhile",
      "shown",
    ]);
    await reportComment(await entering(ben, event), id, "Rude.");
    expect((await look(moderator, event)).waiting).toBe(1);
    expect((await decide(moderator, event, id, "keep")).ok).toBe(true);
    expect((await look(moderator, event)).waiting).toBe(0);
    expect(await listSeen(ben, event)).toMatchObject([{ id, state: "shown", reported: true }]);
    expect((await readAudit(moderator.id)).map(({ action }) => action)).toEqual(["comment.show", "comment.keep"]);
    expect(await readLetters(ana.id)).toEqual([]);
  });

  it("tells of a reply when others can read it first", async () => {
    const { event, moderator, ana, ben } = await stage();
    const id = await writeAs(ana, event);
    await db.event.update({ where: { id: event.id }, data: { roomHeld: true }, select: { id: true } });
    const reply = await writeAs(ben, event, { parentId: id });
    expect(await readLetters(ana.id)).toEqual([]);
    await decide(moderator, event, reply, "show");
    expect(await readLetters(ana.id)).toMatchObject([{ kind: "comment-reply" }]);
  });
});

describe("hiding", () => {
  it("takes the text from everybody but its author, who is told why; restoring brings it back", async () => {
    const { event, moderator, ana, ben } = await stage();
    const id = await writeAs(ana, event, { body: "A word too much." });
    await reportComment(await entering(ben, event), id, "Rude.");
    expect(await decide(moderator, event, id, "hide")).toEqual({ ok: true, value: null });
    expect(await listSeen(ben, event)).toEqual([]);
    expect(await listSeen(ana, event)).toMatchObject([
      { id, state: "hidden", reason: "Off the subject.", editable: false },
    ]);
    expect((await look(moderator, event)).hidden).toMatchObject([{ id, reason: "Off the subject.", reports: [] }]);
    expect(await decide(moderator, event, id, "restore", "A mistake of ours.")).toEqual({ ok: true, value: null });
    expect(await listSeen(ben, event)).toMatchObject([{ id, state: "shown" }]);
    const letters = await readLetters(ana.id);
    expect(letters.map(({ kind }) => kind)).toEqual(["comment-hidden", "comment-restored"]);
    expect(letters.map(({ body }) => body).join()).not.toContain("A word too much");
    expect(await readAudit(moderator.id)).toMatchObject([
      { action: "comment.hide", subjectId: id },
      { action: "comment.restore", subjectId: id },
    ]);
  });

  it("of a comment of another event, a deleted or an unknown one is refused", async () => {
    const [here, elsewhere] = [await stage(), await stage()];
    const id = await writeAs(elsewhere.ana, elsewhere.event);
    for (const unknown of [id, crypto.randomUUID()])
      expect(await decide(here.moderator, here.event, unknown, "hide")).toEqual({ ok: false, reason: "gone" });
    expect((await readComment(id))?.state).toBe("shown");
  });
});

describe("muting", () => {
  it("keeps somebody from writing and editing in this event until it is lifted", async () => {
    const { event, moderator, ana, ben } = await stage();
    const id = await writeAs(ana, event);
    expect(await decide(moderator, event, id, "mute", "Three warnings.")).toEqual({ ok: true, value: null });
    expect(await decide(moderator, event, id, "mute", "Once more.")).toEqual({ ok: true, value: null });
    expect(await write(ana, event)).toEqual({ ok: false, reason: "muted" });
    expect(await readRoom(ana, event)).toMatchObject({ muted: "Three warnings.", threads: [{ editable: false }] });
    expect((await write(ben, event)).ok).toBe(true);
    const [mute, ...others] = (await look(moderator, event)).mutes;
    expect(others).toEqual([]);
    expect(mute).toMatchObject({ writer: { kind: "name", name: "Ana Maria" }, reason: "Three warnings." });
    const permit = moderating(moderator, event);
    expect(await liftMute(permit, mute?.id ?? "")).toEqual({ ok: true, value: null });
    expect(await liftMute(permit, mute?.id ?? "")).toEqual({ ok: false, reason: "gone" });
    expect((await write(ana, event)).ok).toBe(true);
  });

  it("is refused for oneself, and lifts nothing of another event", async () => {
    const [here, elsewhere] = [await stage(), await stage()];
    const own = await writeAs(here.moderator, here.event);
    expect(await decide(here.moderator, here.event, own, "mute")).toEqual({ ok: false, reason: "yourself" });
    await decide(elsewhere.moderator, elsewhere.event, await writeAs(elsewhere.ana, elsewhere.event), "mute");
    const { mutes } = await look(elsewhere.moderator, elsewhere.event);
    expect(await liftMute(moderating(here.moderator, here.event), mutes[0]?.id ?? "")).toEqual({
      ok: false,
      reason: "gone",
    });
  });

  it("of a number tells nobody whose it is, even when the same person is muted by name", async () => {
    const { event, moderator, ana, ben } = await stage();
    const named = await writeAs(ana, event);
    await setRule(event, "anonymous");
    const [first, second] = [await writeAs(ben, event), await writeAs(ana, event)];
    await setRule(event, "cohort");
    for (const id of [named, second, first]) expect((await decide(moderator, event, id, "mute")).ok).toBe(true);
    const { mutes } = await look(moderator, event);
    expect(mutes.map(({ writer }) => writer).reverse()).toEqual([
      { kind: "name", name: "Ana Maria" },
      { kind: "number", number: 2 },
      { kind: "number", number: 1 },
    ]);
    expect(JSON.stringify(mutes)).not.toContain("Okri");
    // What is on record names comments, not people.
    expect(JSON.stringify(await readAudit(moderator.id))).not.toContain(ben.id);
    // Lifting one leaves the other.
    await liftMute(moderating(moderator, event), mutes.find(({ writer }) => writer.kind === "name")?.id ?? "");
    expect(await write(ana, event)).toEqual({ ok: false, reason: "muted" });
  });

  it("of who once had a name shows none while the room has none", async () => {
    const { event, moderator, ana } = await stage();
    const id = await writeAs(ana, event);
    await setRule(event, "anonymous");
    await decide(moderator, event, id, "mute");
    expect((await look(moderator, event)).mutes).toMatchObject([{ writer: { kind: "participant" } }]);
  });
});

describe("the settings of a room", () => {
  const buildSettings = (fields: Partial<RoomSettings> = {}): RoomSettings => ({
    rule: "chatham-house",
    held: true,
    label: "amber",
    purgeAt: null,
    ...fields,
  });
  const save = (actor: Actor, event: SeededEvent, fields: Partial<RoomSettings> = {}) =>
    saveRoom(authorize(actor, "event.manage", event), buildSettings(fields));

  it("are saved with what they were before in the record", async () => {
    const { event, moderator } = await stage();
    expect(await save(moderator, event)).toEqual({ ok: true, value: null });
    expect(await look(moderator, event)).toMatchObject(buildSettings());
    expect(await readAudit(moderator.id)).toMatchObject([{ action: "room.settings", subjectId: event.id }]);
    const { detail } = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: event.id, action: "room.settings" },
    });
    expect(detail).toMatchObject({ before: { rule: "cohort" }, after: { rule: "chatham-house" } });
  });

  it("keep the day that people wrote by, or bring it forward", async () => {
    const { event, moderator, ana } = await stage({ commentsPurgeAt: daysFromNow(5) });
    expect((await save(moderator, event, { purgeAt: daysFromNow(9) })).ok).toBe(true);
    await writeAs(ana, event);
    for (const purgeAt of [null, daysFromNow(20)])
      expect(await save(moderator, event, { purgeAt })).toEqual({ ok: false, reason: "purge-later" });
    expect(await save(moderator, event, { purgeAt: daysFromNow(-1) })).toEqual({ ok: false, reason: "purge-past" });
    expect((await save(moderator, event, { purgeAt: daysFromNow(3) })).ok).toBe(true);
  });

  it("of a cancelled event stay", async () => {
    const { event, moderator } = await stage({ state: "cancelled" });
    expect(await save(moderator, event)).toEqual({ ok: false, reason: "fixed" });
  });
});

describe("the export", () => {
  it("has neither TLP:RED, nor what is hidden, held or deleted, nor names that the rules keep inside", async () => {
    const { event, moderator, ana, ben } = await stage();
    const first = await writeAs(ana, event, { body: "Named." });
    await writeAs(ben, event, { body: "A reply.", parentId: first });
    await writeAs(ana, event, { body: "For your eyes.", label: "red" });
    const hidden = await writeAs(ben, event, { body: "Out of place." });
    await decide(moderator, event, hidden, "hide");
    await setRule(event, "anonymous");
    await writeAs(ben, event, { body: "Unnamed." });
    await setRule(event, "cohort");
    const comments = await listForExport(moderating(moderator, event));
    expect(comments).toMatchObject([
      { number: 1, replyTo: null, body: "Named.", writer: { kind: "name", name: "Ana Maria" } },
      { number: 2, replyTo: 1, body: "A reply.", writer: { kind: "name", name: "Ben Okri" } },
      { number: 3, replyTo: null, body: "Unnamed.", writer: { kind: "number", number: 1 } },
    ]);
    await setRule(event, "chatham-house");
    const file = commentsCsv(await listForExport(moderating(moderator, event)));
    expect(file).toContain("Named.");
    expect(file).not.toMatch(/Ana Maria|Okri|For your eyes|Out of place/);
    await db.event.update({ where: { id: event.id }, data: { roomLabel: "red" }, select: { id: true } });
    expect(await listForExport(moderating(moderator, event))).toEqual([]);
  });
});

describe("a moderator of one event", () => {
  it("is named once by an organizer, with a letter that leads there, and moderates until removed", async () => {
    const { event, moderator: organizer } = await stage();
    const person = await seedPerson({ language: "fr" });
    const permit = authorize(organizer, "event.manage", event);
    const { address } = await db.mailAddress.findFirstOrThrow({
      where: { personId: person.id },
      select: { address: true },
    });
    const results = await Promise.all([nameModerator(permit, address), nameModerator(permit, address)]);
    expect(results).toEqual(Array(2).fill({ ok: true, value: null }));
    const { moderators } = await look(organizer, event);
    expect(moderators).toMatchObject([{ name: person.fullName }]);
    expect(await readLetters(person.id)).toMatchObject([
      {
        kind: "moderator-named",
        language: "fr",
        body: expect.stringContaining(`/fr/organize/events/${event.slug}/room`),
      },
    ]);
    const grantId = moderators[0]?.grantId ?? "";
    expect(await removeModerator(permit, grantId)).toEqual({ ok: true, value: null });
    expect(await removeModerator(permit, grantId)).toEqual({ ok: false, reason: "gone" });
    expect((await look(organizer, event)).moderators).toEqual([]);
    expect((await readAudit(organizer.id)).map(({ action }) => action)).toEqual(["grant.give", "grant.revoke"]);
  });

  it("finds it on their own first page, with how much waits there; an organizer and a stranger find none", async () => {
    const [{ event, moderator: organizer, ana, ben }, elsewhere] = [await stage(), await stage()];
    const over = await seedEvent({ state: "cancelled" });
    const moderator = await seedPerson({
      grants: [event, over].map(({ id }) => ({ role: "moderator", organizationId: null, eventId: id })),
    });
    const reported = await writeAs(ana, event);
    await reportComment(await entering(ben, event), reported, "Rude.");
    await writeAs(elsewhere.ana, elsewhere.event);
    expect(await listModerated(moderator, "fr")).toMatchObject([{ slug: event.slug, waiting: 1 }]);
    expect(await listModerated(organizer, "en")).toEqual([]);
    expect(await listModerated(ana, "en")).toEqual([]);
  });

  it("is nobody unknown, not oneself, and not one of another event", async () => {
    const [here, elsewhere] = [await stage(), await stage()];
    const permit = authorize(here.moderator, "event.manage", here.event);
    const own = await db.mailAddress.findFirstOrThrow({
      where: { personId: here.moderator.id },
      select: { address: true },
    });
    expect(await nameModerator(permit, "no-one@test.example.org")).toEqual({ ok: false, reason: "no-such-person" });
    expect(await nameModerator(permit, own.address)).toEqual({ ok: false, reason: "own-grant" });
    const { id } = await db.grant.create({
      data: { personId: elsewhere.ana.id, role: "moderator", eventId: elsewhere.event.id },
      select: { id: true },
    });
    expect(await removeModerator(permit, id)).toEqual({ ok: false, reason: "gone" });
  });
});
