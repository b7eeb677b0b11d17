import type { Actor } from "@/lib/access/policy";
import { createToken, hashToken, isToken } from "@/lib/auth/tokens";
import { db, type Transaction } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { freeSeats, lockEvent } from "../../seats/mutations";
import { listConfirmedAddresses, readEventWords } from "../data";
import { whyNotInvited } from "../issuing/mutations";
import { languageOf, tellFocalPoints } from "../letters/mutations";
import {
  isOpen,
  listPair,
  moveEndsWith,
  openSelect,
  type StoredInvitation,
  seat,
  settle,
  withdrawOpenInvitations,
} from "../open/mutations";
import type { UseReason } from "../types";

/** The invitation behind a link, under its event's lock, and why it cannot be used now. Errors: AppError("not-found"). */
async function lockByToken(
  tx: Transaction,
  token: string,
): Promise<{ readonly invitation: StoredInvitation; readonly dead: UseReason | null }> {
  const where = { tokenHash: hashToken(found(isToken(token) ? token : null, "invitation")) };
  const { eventId } = found(await tx.invitation.findUnique({ where, select: { eventId: true } }), "invitation");
  await lockEvent(tx, eventId);
  const invitation = found(await tx.invitation.findUnique({ where, select: openSelect }), "invitation");
  if (!isOpen(invitation)) return { invitation, dead: invitation.state as UseReason };
  if (await whyNotInvited(tx, eventId)) return { invitation, dead: "event-over" };
  const [clock] = await tx.$queryRaw<{ over: boolean }[]>`
    SELECT expires_at <= clock_timestamp() AS over FROM invitation WHERE id = ${invitation.id}::uuid`;
  return { invitation, dead: clock?.over ? "expired" : null };
}

const hasAddress = async (tx: Transaction, actor: Actor, canonical: string): Promise<boolean> =>
  (await listConfirmedAddresses(tx, actor.id)).includes(canonical);

/** Where an answer leads: the event of the invitation. */
type Answered = { readonly slug: string };

const eventOf = async (tx: Transaction, { eventId }: StoredInvitation): Promise<Answered> =>
  tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { slug: true } });

/**
 * Takes the seat of an invitation, for an account that has confirmed the invited address. Who accepted already is told so
 * again; whom it is for, which event and which State stand in the invitation, never in the request.
 */
export function acceptInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (invitation.claimedById === actor.id) return ok(await eventOf(tx, invitation));
    if (dead) return refuse(dead);
    if (!(await hasAddress(tx, actor, invitation.canonical))) return refuse("other-address");
    await seat(tx, invitation, actor.id);
    return ok(await eventOf(tx, invitation));
  });
}

/** Gives the seat of an invitation back. A pair's is kept for a substitute as long as the pair's invitations stand. */
export function declineInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (dead) return refuse(dead);
    if (!(await hasAddress(tx, actor, invitation.canonical))) return refuse("other-address");
    await settle(tx, invitation, "declined");
    const { eventId, nominationId } = invitation;
    if (nominationId) await leaveNomination(tx, invitation, nominationId);
    else await freeSeats(tx, eventId, { held: 1 });
    return ok(await eventOf(tx, invitation));
  });
}

async function leaveNomination(tx: Transaction, invitation: StoredInvitation, nominationId: string): Promise<void> {
  const { eventId, expiresAt, invitedById } = invitation;
  const { own, partner } = await listPair(tx, nominationId);
  await tx.nomination.update({ where: { id: own.id }, data: { state: "declined" }, select: { id: true } });
  const partnerStays = partner?.state === "offered" || partner?.state === "accepted";
  if (partnerStays) {
    await tx.invitation.create({
      data: {
        eventId,
        nominationId,
        address: invitation.canonical,
        canonical: invitation.canonical,
        fullName: invitation.fullName,
        language: invitation.language,
        stateCode: invitation.stateCode,
        // The secret is thrown away: nobody can use what only keeps a seat.
        tokenHash: hashToken(createToken()),
        timesSent: 0,
        expiresAt,
        invitedById,
      },
      select: { id: true },
    });
  } else {
    // Neither of a pair takes part: what was kept for a substitute of the other goes too.
    const kept = partner ? await withdrawOpenInvitations(tx, [partner.id], "invitation-withdrawn") : 0;
    await freeSeats(tx, eventId, { held: 1 + kept });
  }
  await tellFocalPoints(tx, eventId, own.stateCode, "nominee-left", {
    name: own.fullName,
    how: "declined",
    kept: partnerStays ? "yes" : "no",
  });
}

/**
 * Asks the organizer to let an account use an invitation that is bound to another address. It then stands at least as long as
 * an offered seat of the event would, so that the organizer has time to answer.
 */
export function askForInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (dead) return refuse(dead);
    if (await hasAddress(tx, actor, invitation.canonical)) return refuse("own-address");
    if (invitation.askedById && invitation.askedById !== actor.id) return refuse("asked-by-another");
    if (!invitation.askedById) {
      await tx.$executeRaw`
        UPDATE invitation i SET state = 'asked', asked_by_id = ${actor.id}::uuid,
          expires_at = least(greatest(i.expires_at, clock_timestamp() + e.offer_hours * interval '1 hour'),
            greatest(e.closes_at, i.expires_at))
        FROM event e WHERE e.id = i.event_id AND i.id = ${invitation.id}::uuid`;
      if (invitation.nominationId) await moveEndsWith(tx, invitation.id, invitation.nominationId);
      const words = await readEventWords(tx, invitation.eventId);
      const { language } = await tx.person.findUniqueOrThrow({
        where: { id: invitation.invitedById },
        select: { language: true },
      });
      const spoken = languageOf(language);
      await writeLetterTo(tx, invitation.invitedById, "invitation-asked", {
        event: words.title(spoken),
        name: actor.fullName,
        address: invitation.canonical,
        link: words.link(`/organize/events/${words.slug}/invitations`, spoken),
      });
    }
    return ok(await eventOf(tx, invitation));
  });
}
