import type { Permit } from "@/lib/access/authorize";
import { translator } from "@/lib/content/messages";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { env } from "@/lib/env";
import { isLanguage, localPath } from "@/lib/format/languages";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import type { Joined, JoinReason } from "./types";

/**
 * Takes a seat in an open event. The seat is a conditional update, so that forty who come at once for thirty-five seats
 * take thirty-five; who has a place already gets the same answer again.
 */
export async function joinEvent(permit: Permit<"event.join">): Promise<Result<Joined, JoinReason>> {
  try {
    return await db.$transaction((tx) => takeSeat(tx, permit));
  } catch (error) {
    // The same person clicked twice at once: the other click took the seat, and this one's was given back with its transaction.
    if (isUniqueViolation(error) || error instanceof SeatedMeanwhile) return ok({ state: "enrolled", isNew: false });
    throw error;
  }
}

/** Another click of the same person came first; thrown so that this one's seat is given back. */
class SeatedMeanwhile extends Error {}

async function takeSeat(
  tx: Transaction,
  { actor, subject }: Permit<"event.join">,
): Promise<Result<Joined, JoinReason>> {
  const readPlace = () =>
    tx.enrolment.findUnique({
      where: { eventId_personId: { eventId: subject.id, personId: actor.id } },
      select: { id: true, state: true },
    });
  const place = await readPlace();
  if (place && place.state !== "withdrawn") return ok({ state: place.state, isNew: false });

  const taken = await tx.$executeRaw`
    UPDATE event SET seats_taken = seats_taken + 1
    WHERE id = ${subject.id}::uuid AND state = 'published' AND admission = 'open'
      AND registration_opens_at <= clock_timestamp() AND clock_timestamp() < registration_closes_at
      AND (seats IS NULL OR seats_taken < seats)`;
  if (taken === 0) {
    // The last seat may be this person's own, taken by a click that came first.
    const now = await readPlace();
    return now && now.state !== "withdrawn"
      ? ok({ state: now.state, isNew: false })
      : refuse(await whyNoSeat(tx, subject.id));
  }

  if (place) {
    const { count } = await tx.enrolment.updateMany({
      where: { id: place.id, state: "withdrawn" },
      data: { state: "enrolled" },
    });
    if (count === 0) throw new SeatedMeanwhile();
  } else
    await tx.enrolment.create({
      data: { eventId: subject.id, personId: actor.id, state: "enrolled" },
      select: { id: true },
    });
  await tellEnrolled(tx, subject.id, actor.id, actor.language);
  return ok({ state: "enrolled", isNew: true });
}

async function whyNoSeat(tx: Transaction, eventId: string): Promise<JoinReason> {
  const [row] = await tx.$queryRaw<{ admission: string; upcoming: boolean; open: boolean }[]>`
    SELECT admission, (registration_opens_at IS NULL OR clock_timestamp() < registration_opens_at) AS upcoming,
      (state = 'published' AND clock_timestamp() < registration_closes_at) AS open
    FROM event WHERE id = ${eventId}::uuid`;
  if (row?.admission !== "open") return "invitation-only";
  if (row.upcoming) return "not-open-yet";
  return row.open ? "full" : "registration-closed";
}

async function tellEnrolled(tx: Transaction, eventId: string, personId: string, language: string): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  const spoken = isLanguage(language) ? language : "en";
  await writeLetterTo(tx, personId, "enrolled", {
    event: event.layers[0]?.title ?? translator(spoken)("nav.events"),
    link: env().origin + localPath(spoken, `/learn/${event.slug}`),
  });
}
