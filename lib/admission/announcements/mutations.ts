import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeBulkLetters } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { findSubscription, listReached } from "./data";
import { mayAnnounce } from "./rules";
import type { NewAnnouncement } from "./schema";
import type { AnnounceReason } from "./types";

/**
 * Writes an announcement and a letter to everybody whom it reaches. The form brings its id, so that a second click finds what
 * the first one wrote and nobody gets it twice. Returns how many letters there are.
 */
export function announce(
  { actor, subject: { id: eventId } }: Permit<"event.manage">,
  { id, audience, language, subject, body }: NewAnnouncement,
): Promise<Result<{ readonly recipients: number }, AnnounceReason>> {
  return db.$transaction(async (tx) => {
    // Two clicks at once come one after another.
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
    const made = await tx.announcement.findFirst({ where: { id, eventId }, select: { recipients: true } });
    if (made) return ok(made);
    const event = await tx.event.findUniqueOrThrow({
      where: { id: eventId },
      select: {
        slug: true,
        state: true,
        organization: { select: { name: true } },
        layers: { select: { language: true, title: true } },
      },
    });
    if (!mayAnnounce(event.state)) return refuse("state");
    const reached = await listReached(tx, eventId, audience);
    if (reached.length === 0) return refuse("nobody");
    await tx.announcement.create({
      data: { id, eventId, authorId: actor.id, audience, language, subject, body, recipients: reached.length },
      select: { id: true },
    });
    const values = {
      subject,
      body,
      organization: event.organization.name,
      event: pickLayer(event.layers, language)?.title ?? event.slug,
      link: env().origin + localPath(language, `/events/${event.slug}`),
    };
    await writeBulkLetters(
      tx,
      reached.map((personId) => ({
        personId,
        eventId,
        kind: "announcement",
        cause: null,
        language,
        values: () => values,
      })),
    );
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.announce",
      subjectKind: "event",
      subjectId: eventId,
      detail: { announcementId: id, audience, recipients: reached.length },
    });
    return ok({ recipients: reached.length });
  });
}

async function mute(tx: Transaction, personId: string, eventId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO announcement_mute (event_id, person_id) VALUES (${eventId}::uuid, ${personId}::uuid) ON CONFLICT DO NOTHING`;
  // What has not left yet stays in the account.
  await tx.letter.updateMany({
    where: { personId, eventId, bulk: true, state: { in: ["queued", "gathering"] } },
    data: { state: "delivered", workedAt: new Date() },
  });
}

/**
 * Stops the mail that a link to unsubscribe is about, or brings it back: of one event, or of everything for a digest's link.
 * Doing it again changes nothing, and an unknown link does nothing.
 */
export async function changeSubscription(secret: string, choice: "stop" | "resume"): Promise<void> {
  const found = await findSubscription(secret);
  if (!found) return;
  const { personId, eventId } = found;
  await db.$transaction(async (tx) => {
    if (eventId === null) {
      await tx.person.updateMany({
        where: { id: personId, mailChoice: choice === "stop" ? { not: "none" } : "none" },
        data: { mailChoice: choice === "stop" ? "none" : "digest" },
      });
      if (choice === "stop")
        await tx.letter.updateMany({
          where: { personId, bulk: true, state: { in: ["queued", "gathering"] } },
          data: { state: "delivered", workedAt: new Date() },
        });
    } else if (choice === "stop") await mute(tx, personId, eventId);
    else await tx.announcementMute.deleteMany({ where: { personId, eventId } });
  });
}

/** Brings one's mail of an event back, and takes back the links of earlier letters, in case somebody else has one. */
export async function unmute(actor: Actor, slug: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const event = await tx.event.findUnique({ where: { slug }, select: { id: true } });
    if (!event) return;
    await tx.announcementMute.deleteMany({ where: { personId: actor.id, eventId: event.id } });
    await tx.letter.updateMany({
      where: {
        personId: actor.id,
        eventId: event.id,
        unsubscribeSecret: { not: null },
        state: { notIn: ["queued", "sending", "gathering"] },
      },
      data: { unsubscribeSecret: null },
    });
  });
}
