import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeLettersTo } from "@/lib/mail/outbox";
import { tellAddress } from "../invitations/letters/mutations";

/** Whose invitation was open; one that only kept a seat for a substitute was sent to nobody. */
type Invited = { readonly canonical: string; readonly language: string; readonly sent: boolean };

/** Ends every open offer and invitation of an event whose row the caller has locked: no seat is held any more. */
export async function endHeldSeats(tx: Transaction, eventId: string): Promise<Invited[]> {
  await tx.$executeRaw`
    UPDATE offer o SET state = 'withdrawn', settled_at = clock_timestamp() FROM enrolment n
    WHERE n.id = o.enrolment_id AND n.event_id = ${eventId}::uuid AND o.state = 'open'`;
  const invited = await tx.$queryRaw<Invited[]>`
    UPDATE invitation SET state = 'withdrawn', settled_at = clock_timestamp()
    WHERE event_id = ${eventId}::uuid AND state IN ('sent', 'asked')
    RETURNING canonical, language, times_sent > 0 AS sent`;
  await tx.$executeRaw`UPDATE event SET seats_held = 0 WHERE id = ${eventId}::uuid`;
  return invited;
}

/** Ends admission to an event that is closed: who was invited, and who waited for a seat, is told that there is none any more. */
export async function endAdmission(tx: Transaction, eventId: string): Promise<void> {
  const invited = await endHeldSeats(tx, eventId);
  for (const invitation of invited)
    if (invitation.sent) await tellAddress(tx, eventId, invitation, "invitation-withdrawn");
  const waiting = await tx.$queryRaw<{ personId: string }[]>`
    UPDATE enrolment SET state = 'withdrawn', waiting_since = NULL, waiting_rank = NULL
    WHERE event_id = ${eventId}::uuid AND state = 'waiting'
    RETURNING person_id AS "personId"`;
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  await writeLettersTo(
    tx,
    waiting.map(({ personId }) => ({
      personId,
      kind: "waiting-ended",
      values: (language) => ({
        event: pickLayer(event.layers, language)?.title ?? event.slug,
        link: env().origin + localPath(language, "/events"),
      }),
    })),
  );
}
