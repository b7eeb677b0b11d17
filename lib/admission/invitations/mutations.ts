import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { createToken, hashToken } from "@/lib/auth/tokens";
import { db } from "@/lib/db/client";
import type { Language } from "@/lib/format/languages";
import { ok, type Result, refuse } from "@/lib/result";
import { freeSeats, holdSeats, lockEvent } from "../seats/mutations";
import { findInvited } from "./data";
import { endOfInvitation, issueInvitations, whyNotInvited } from "./issuing/mutations";
import { languageOf, tellAddress, writeInvitations } from "./letters/mutations";
import { isOpen, lockInvitation, moveEndsWith, recordOf, seat, settle, tellAsker } from "./open/mutations";
import type { AskedReason, Invitee, InviteReason, ResendReason, WithdrawInvitationReason, WrongLine } from "./types";

export type Invited =
  | Result<{ readonly sent: number }, InviteReason>
  | { readonly ok: false; readonly reason: "wrong-lines"; readonly wrong: readonly WrongLine[] };

/**
 * Invites everybody of a list or nobody: each invitation holds a seat until it is used, declined, withdrawn or over. Lines are
 * those of the list, in its order.
 */
export function invite(
  { actor, subject }: Permit<"event.manage">,
  terms: {
    readonly invitees: readonly (Invitee & { readonly line?: number })[];
    readonly language: Language;
    readonly days: number;
  },
): Promise<Invited> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    const { invited, seated } = await findInvited(
      tx,
      subject.id,
      terms.invitees.map(({ address }) => address),
    );
    const wrong = terms.invitees.flatMap(({ address, line }, index): WrongLine[] => {
      const problem = invited.has(address) ? "invited-already" : seated.has(address) ? "has-seat" : null;
      return problem ? [{ line: line ?? index + 1, problem, address }] : [];
    });
    if (wrong.length > 0) return { ok: false, reason: "wrong-lines", wrong };
    if (!(await holdSeats(tx, subject.id, terms.invitees.length))) return refuse("full");
    const expiresAt = await endOfInvitation(tx, subject.id, terms.days);
    await issueInvitations(
      tx,
      { eventId: subject.id, invitedById: actor.id, expiresAt },
      terms.invitees.map(({ address, fullName }) => ({
        address,
        fullName,
        language: terms.language,
        stateCode: null,
        nominationId: null,
      })),
    );
    await recordAudit(tx, {
      actorId: actor.id,
      action: "invitation.send",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { addresses: terms.invitees.map(({ address }) => address), until: expiresAt.toISOString() },
    });
    return ok({ sent: terms.invitees.length });
  });
}

/**
 * Sends an invitation again, with a new link: the old one is dead, and it stands again as long as it did at first. One that had
 * expired comes back, if a seat is free for it; one that was used, declined or withdrawn does not.
 */
export function resendInvitation(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, ResendReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    const expired = invitation.state === "expired" && invitation.nominationId === null;
    if ((!isOpen(invitation) && !expired) || invitation.timesSent === 0) return refuse("settled");
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    if (expired) {
      const { invited, seated } = await findInvited(tx, subject.id, [invitation.canonical]);
      if (invited.size > 0) return refuse("invited-already");
      if (seated.size > 0) return refuse("has-seat");
      if (!(await holdSeats(tx, subject.id, 1))) return refuse("full");
    }
    const stood = (invitation.expiresAt.getTime() - invitation.sentAt.getTime()) / 86_400_000;
    const expiresAt = await endOfInvitation(tx, subject.id, Math.max(1, Math.ceil(stood)));
    const token = createToken();
    await tx.$executeRaw`
      UPDATE invitation SET token_hash = ${hashToken(token)}, expires_at = ${expiresAt}, sent_at = clock_timestamp(),
        times_sent = times_sent + 1, settled_at = NULL, state = CASE state WHEN 'expired' THEN 'sent' ELSE state END,
        asked_by_id = CASE state WHEN 'expired' THEN NULL ELSE asked_by_id END
      WHERE id = ${id}::uuid`;
    if (invitation.nominationId) await moveEndsWith(tx, id, invitation.nominationId);
    await writeInvitations(tx, subject.id, expiresAt, [
      {
        address: invitation.canonical,
        language: languageOf(invitation.language),
        stateCode: invitation.stateCode,
        nominationId: invitation.nominationId,
        token,
      },
    ]);
    await recordOf(tx, actor, "invitation.resend", invitation, { until: expiresAt.toISOString() });
    return ok(null);
  });
}

/** Takes an open invitation back and frees its seat. A nominee's is taken back with the nomination. */
export function withdrawInvitation(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, WithdrawInvitationReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (!isOpen(invitation)) return refuse("settled");
    if (invitation.nominationId) return refuse("nominated");
    await settle(tx, invitation, "withdrawn");
    await tellAddress(tx, subject.id, invitation, "invitation-withdrawn");
    await recordOf(tx, actor, "invitation.withdraw", invitation);
    await freeSeats(tx, subject.id, { held: 1 });
    return ok(null);
  });
}

/** Lets the account that asked use an invitation that is bound to another address: it is enrolled on the invitation's seat. */
export function approveAsked(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, AskedReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (invitation.state !== "asked" || !invitation.askedById) return refuse("not-asked");
    if (await whyNotInvited(tx, subject.id)) return refuse("event-over");
    await seat(tx, invitation, invitation.askedById);
    await recordOf(tx, actor, "invitation.approve", invitation, { personId: invitation.askedById });
    return ok(null);
  });
}

/** Does not let the account that asked use an invitation; it stays open for its own address. */
export function refuseAsked(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, AskedReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (invitation.state !== "asked" || !invitation.askedById) return refuse("not-asked");
    await tx.invitation.update({ where: { id }, data: { state: "sent", askedById: null }, select: { id: true } });
    await tellAsker(tx, invitation, invitation.askedById);
    await recordOf(tx, actor, "invitation.refuse", invitation, { personId: invitation.askedById });
    return ok(null);
  });
}
