import { db, sql, type Transaction } from "@/lib/db/client";
import { log } from "@/lib/log";
import { freeSeats, lockEvent } from "../../seats/mutations";
import { tellFocalPoints } from "../letters/mutations";
import { listOpen, listPair, openSelect, recordOf, settle } from "../open/mutations";

/** Ends the invitations whose time is over and frees their seats; the two of a pair end together. A job. */
export async function expireInvitations(): Promise<void> {
  const due = await sql<{ id: string; eventId: string }>(
    `SELECT id, event_id AS "eventId" FROM invitation
     WHERE state IN ('sent', 'asked') AND expires_at <= clock_timestamp() ORDER BY expires_at LIMIT 500`,
  );
  for (const { id, eventId } of due)
    try {
      await db.$transaction(async (tx) => {
        await lockEvent(tx, eventId);
        // Somebody may have used it, sent it again or ended it with its pair while this waited for the lock.
        const [still] = await tx.$queryRaw<{ nominationId: string | null }[]>`
          SELECT nomination_id AS "nominationId" FROM invitation
          WHERE id = ${id}::uuid AND state IN ('sent', 'asked') AND expires_at <= clock_timestamp()`;
        if (still) await expire(tx, id, eventId, still.nominationId);
      });
    } catch (error) {
      log("error", "an invitation could not be ended", { invitationId: id, error });
    }
}

async function expire(tx: Transaction, id: string, eventId: string, nominationId: string | null): Promise<void> {
  const { pair } = nominationId ? await listPair(tx, nominationId) : { pair: [] };
  const ended = nominationId
    ? await listOpen(
        tx,
        pair.map((one) => one.id),
      )
    : await tx.invitation.findMany({ where: { id }, select: openSelect });
  for (const invitation of ended) {
    await settle(tx, invitation, "expired");
    await recordOf(tx, null, "invitation.expire", invitation);
  }
  for (const one of pair) {
    const { count } = await tx.nomination.updateMany({
      where: { id: one.id, state: "offered" },
      data: { state: "expired" },
    });
    if (count > 0)
      await tellFocalPoints(tx, eventId, one.stateCode, "nominee-left", {
        name: one.fullName,
        how: "expired",
        kept: "no",
      });
  }
  await freeSeats(tx, eventId, { held: ended.length });
}
