import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { liftMute, moderateComment, saveRoom } from "@/lib/comments/moderation/mutations";
import type { ModerationIntent } from "@/lib/comments/moderation/types";
import { nameModerator, removeModerator } from "@/lib/comments/moderators/mutations";
import { reportComment } from "@/lib/comments/mutations";
import { db } from "@/lib/db/client";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { entering, seedParticipant, writeAs } from "../../builders/comments";
import { fingerprint } from "../../builders/content";
import { seedEvent } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { seedPerson } from "../../builders/people";

afterEach(recover);

type Change = { readonly actor: Actor; readonly run: () => Promise<unknown> };

async function moderating() {
  const event = await seedEvent();
  const actor = await seedOrganizer(event);
  const author = await seedParticipant(event);
  const commentId = await writeAs(author, event);
  const permit = authorize(actor, "room.moderate", event);
  const decide = (intent: ModerationIntent) =>
    moderateComment(permit, { commentId, intent, reason: "Off the subject." });
  return { event, actor, author, commentId, permit, decide, manage: authorize(actor, "event.manage", event) };
}

/** What staff can change in a room; each is prepared, and then one call away. */
const changes: Readonly<Record<string, () => Promise<Change>>> = {
  "comment.show": async () => {
    const { actor, commentId, decide } = await moderating();
    await db.comment.update({ where: { id: commentId }, data: { state: "held" }, select: { id: true } });
    return { actor, run: () => decide("show") };
  },
  "comment.keep": async () => {
    const { event, actor, commentId, decide } = await moderating();
    await reportComment(await entering(await seedParticipant(event), event), commentId, "Look.");
    return { actor, run: () => decide("keep") };
  },
  "comment.hide": async () => {
    const { actor, decide } = await moderating();
    return { actor, run: () => decide("hide") };
  },
  "comment.restore": async () => {
    const { actor, decide } = await moderating();
    await decide("hide");
    return { actor, run: () => decide("restore") };
  },
  "room.mute": async () => {
    const { actor, decide } = await moderating();
    return { actor, run: () => decide("mute") };
  },
  "room.unmute": async () => {
    const { event, actor, permit, decide } = await moderating();
    await decide("mute");
    const { id } = await db.roomMute.findFirstOrThrow({ where: { eventId: event.id }, select: { id: true } });
    return { actor, run: () => liftMute(permit, id) };
  },
  "room.settings": async () => {
    const { actor, manage } = await moderating();
    const settings = { rule: "anonymous", held: true, label: "green", purgeAt: null } as const;
    return { actor, run: () => saveRoom(manage, settings) };
  },
  "grant.give": async () => {
    const { actor, manage } = await moderating();
    const { id } = await seedPerson();
    const { address } = await db.mailAddress.findFirstOrThrow({ where: { personId: id }, select: { address: true } });
    return { actor, run: () => nameModerator(manage, address) };
  },
  "grant.revoke": async () => {
    const { event, actor, author, manage } = await moderating();
    const { id } = await db.grant.create({
      data: { personId: author.id, role: "moderator", eventId: event.id },
      select: { id: true },
    });
    return { actor, run: () => removeModerator(manage, id) };
  },
};

describe("law 11: what staff change in a room leaves an audit row in the same transaction", () => {
  it.each(Object.entries(changes))(
    "%s is recorded once, and not again when it is repeated",
    async (action, prepare) => {
      const { actor, run } = await prepare();
      const before = (await readAudit(actor.id)).length;
      expect(await run()).toMatchObject({ ok: true });
      await run();
      expect((await readAudit(actor.id)).slice(before).map((row) => row.action)).toEqual([action]);
    },
  );

  it.each(
    Object.entries(changes).flatMap(([action, prepare]) => moments.map((moment) => [action, moment, prepare] as const)),
  )("%s that cannot be recorded, failing %s, is not made at all", async (_, moment, prepare) => {
    const { run } = await prepare();
    const before = await fingerprint();
    await failInserts("audit_event", moment);
    await expect(run()).rejects.toThrow();
    await recover();
    expect(await fingerprint()).toEqual(before);
    expect(await run()).toMatchObject({ ok: true });
  });
});
