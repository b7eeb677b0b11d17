import { createToken, hashToken } from "@/lib/auth/tokens";
import type { Transaction } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { writeInvitations } from "../letters/mutations";
import type { InviteReason, NewInvitation } from "../types";

/** Why nobody can be invited to an event now; null when somebody can. Asked after the event's lock. */
export async function whyNotInvited(
  tx: Transaction,
  eventId: string,
): Promise<Extract<InviteReason, "not-published" | "event-over"> | null> {
  const [event] = await tx.$queryRaw<{ published: boolean; over: boolean }[]>`
    SELECT state = 'published' AS published, coalesce(closes_at <= clock_timestamp(), false) AS over
    FROM event WHERE id = ${eventId}::uuid`;
  if (!event?.published) return "not-published";
  return event.over ? "event-over" : null;
}

/** When an invitation that is sent now for so many days ends: never after the event. */
export async function endOfInvitation(tx: Transaction, eventId: string, days: number): Promise<Date> {
  const [row] = await tx.$queryRaw<{ endsAt: Date }[]>`
    SELECT least(clock_timestamp() + ${days} * interval '1 day', closes_at) AS "endsAt" FROM event WHERE id = ${eventId}::uuid`;
  return found(row, "event").endsAt;
}

/** Makes invitations on seats that the same transaction holds, and writes each its letter with the link. */
export async function issueInvitations(
  tx: Transaction,
  terms: { readonly eventId: string; readonly invitedById: string; readonly expiresAt: Date },
  people: readonly NewInvitation[],
): Promise<void> {
  const sent = people.map((person) => ({ ...person, token: createToken() }));
  await tx.invitation.createMany({
    data: sent.map(({ token, address, ...person }) => ({
      ...terms,
      ...person,
      address,
      canonical: address,
      tokenHash: hashToken(token),
    })),
  });
  await writeInvitations(tx, terms.eventId, terms.expiresAt, sent);
}
