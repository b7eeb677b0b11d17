import { recordAudit } from "@/lib/audit/record";
import type { Transaction } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { writeLetterTo } from "@/lib/mail/outbox";
import { tellEnrolled } from "../../mutations";
import { letterValues } from "../../seats/data";
import { enrol, freeSeats, lockEvent, takeHeldSeat } from "../../seats/mutations";
import { groupsOf } from "../../states";
import { tellAddress } from "../letters/mutations";
import type { InvitationState } from "../types";

/*
 * An open invitation (sent or asked) holds one seat; every path out of these two states either takes that seat or frees it, in
 * the same transaction. Everybody locks the event first (lib/admission/seats), so two who use one invitation come one after
 * another, and the second finds it used.
 *
 * Pairs. A pair of nominees is invited together, on two seats, until the same instant. When one of the two declines, the seat is
 * kept until that instant by an invitation that is sent to nobody, so that their focal point may name a colleague for it. When
 * the instant comes, whoever has not accepted loses the seat; if neither has, both fall together. Nobody who has accepted loses
 * a seat by the clock: of one who is left without a partner the organizer decides, and they stay until then. A substitute is
 * invited for as long as anybody, and the pair's instant moves with it.
 */

export const openSelect = {
  id: true,
  eventId: true,
  nominationId: true,
  canonical: true,
  fullName: true,
  language: true,
  stateCode: true,
  state: true,
  sentAt: true,
  expiresAt: true,
  timesSent: true,
  invitedById: true,
  askedById: true,
  claimedById: true,
} as const;

export type StoredInvitation = {
  readonly id: string;
  readonly eventId: string;
  readonly nominationId: string | null;
  readonly canonical: string;
  readonly fullName: string | null;
  readonly language: string;
  readonly stateCode: string | null;
  readonly state: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly timesSent: number;
  readonly invitedById: string;
  readonly askedById: string | null;
  readonly claimedById: string | null;
};

export const isOpen = ({ state }: { readonly state: string }): boolean => state === "sent" || state === "asked";

/** Ends an open invitation; the caller takes or frees its seat. Who had asked for it with another account is told. */
export async function settle(
  tx: Transaction,
  invitation: StoredInvitation,
  state: Exclude<InvitationState, "sent" | "asked">,
  claimedById: string | null = null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE invitation SET state = ${state}, settled_at = clock_timestamp(), claimed_by_id = ${claimedById}::uuid
    WHERE id = ${invitation.id}::uuid AND state IN ('sent', 'asked')`;
  if (invitation.askedById && invitation.askedById !== claimedById)
    await tellAsker(tx, invitation, invitation.askedById);
}

export async function tellAsker(tx: Transaction, { eventId }: StoredInvitation, personId: string): Promise<void> {
  await writeLetterTo(tx, personId, "invitation-not-yours", await letterValues(tx, eventId, personId));
}

/** The open invitations of a nomination: its own, or the one that keeps its seat for a substitute. */
export function listOpen(tx: Transaction, nominationIds: readonly string[]): Promise<StoredInvitation[]> {
  return tx.invitation.findMany({
    where: { nominationId: { in: [...nominationIds] }, state: { in: ["sent", "asked"] } },
    select: openSelect,
  });
}

/** Ends every open invitation of nominations, without freeing the seats. Returns how many seats they held. */
export async function withdrawOpenInvitations(
  tx: Transaction,
  nominationIds: readonly string[],
  kind: "invitation-withdrawn" | "nominee-replaced",
): Promise<number> {
  const open = await listOpen(tx, nominationIds);
  for (const invitation of open) {
    await settle(tx, invitation, "withdrawn");
    if (invitation.timesSent > 0) await tellAddress(tx, invitation.eventId, invitation, kind);
  }
  return open.length;
}

/** Moves the end of every open invitation of nominations: the two of a pair end at one instant. */
export async function moveEnds(tx: Transaction, nominationIds: readonly string[], expiresAt: Date): Promise<void> {
  await tx.invitation.updateMany({
    where: { nominationId: { in: [...nominationIds] }, state: { in: ["sent", "asked"] } },
    data: { expiresAt },
  });
}

/** The nominations that stand or fall with one: itself and, in a pair, its partner as it is now. */
export async function listPair(tx: Transaction, nominationId: string) {
  const own = await tx.nomination.findUniqueOrThrow({
    where: { id: nominationId },
    select: { id: true, pairId: true, stateCode: true, fullName: true, state: true },
  });
  const pair = own.pairId
    ? await tx.nomination.findMany({
        where: { pairId: own.pairId, state: { not: "substituted" } },
        select: { id: true, pairId: true, stateCode: true, fullName: true, state: true },
      })
    : [own];
  return { own, pair, partner: pair.find(({ id }) => id !== own.id) ?? null };
}

/** The two of a pair end at one instant, also when one of them is given more time. */
export async function moveEndsWith(tx: Transaction, id: string, nominationId: string): Promise<void> {
  const { expiresAt } = await tx.invitation.findUniqueOrThrow({ where: { id }, select: { expiresAt: true } });
  const { pair } = await listPair(tx, nominationId);
  await moveEnds(
    tx,
    pair.map((one) => one.id),
    expiresAt,
  );
}

/** An invitation of the permit's own event, under the event's lock. Errors: AppError("not-found"). */
export async function lockInvitation(tx: Transaction, eventId: string, id: string): Promise<StoredInvitation> {
  await lockEvent(tx, eventId);
  return found(await tx.invitation.findFirst({ where: { id, eventId }, select: openSelect }), "invitation");
}

export async function recordOf(
  tx: Transaction,
  actor: { readonly id: string } | null,
  action: string,
  invitation: StoredInvitation,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(tx, {
    actorId: actor?.id ?? null,
    action,
    subjectKind: "invitation",
    subjectId: invitation.id,
    detail: { event: invitation.eventId, address: invitation.canonical, ...detail },
  });
}

/** Turns an open invitation's seat into its person's, with what the invitation says of them and nothing else. */
export async function seat(tx: Transaction, invitation: StoredInvitation, personId: string): Promise<void> {
  const { eventId, stateCode, nominationId } = invitation;
  const groups = stateCode ? groupsOf(stateCode, new Date()) : null;
  const place = await tx.enrolment.findUnique({
    where: { eventId_personId: { eventId, personId } },
    select: { id: true, state: true },
  });
  await settle(tx, invitation, "claimed", personId);
  let enrolmentId = place?.id ?? "";
  if (place?.state === "enrolled") {
    // They came in another way meanwhile: one seat is theirs, the other goes to whoever waits.
    if (nominationId)
      await tx.enrolment.update({
        where: { id: place.id },
        data: { identity: "nominated", stateCode, ...(groups ? { groups } : {}) },
        select: { id: true },
      });
    await freeSeats(tx, eventId, { held: 1 });
  } else {
    await takeHeldSeat(tx, eventId);
    const identity = nominationId ? ("nominated" as const) : ("self-declared" as const);
    enrolmentId = found(await enrol(tx, { eventId, personId, stateCode, groups, identity }), "enrolment");
    // Who waited may have been offered a seat as well; that one goes on.
    const offered = await tx.$executeRaw`
      UPDATE offer SET state = 'withdrawn', settled_at = clock_timestamp()
      WHERE enrolment_id = ${enrolmentId}::uuid AND state = 'open'`;
    if (offered > 0) await freeSeats(tx, eventId, { held: offered });
    await tellEnrolled(tx, eventId, personId);
  }
  if (nominationId)
    await tx.nomination.updateMany({
      where: { id: nominationId, state: "offered" },
      data: { state: "accepted", enrolmentId },
    });
}
