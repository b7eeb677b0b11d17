import type { OwnedSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { AttendanceState } from "@/lib/sessions/types";
import type { SeededEvent } from "./events";

const hour = 3_600_000;
/** An instant so many hours from now, on the minute, as forms give instants. */
export const hoursFromNow = (hours: number): Date =>
  new Date(Math.floor((Date.now() + hours * hour) / 60_000) * 60_000);

/** A session of an event that began an hour ago and ends in one. */
export async function seedSession(
  event: SeededEvent,
  fields: Partial<Prisma.EventSessionUncheckedCreateInput> = {},
): Promise<{ readonly id: string }> {
  return db.eventSession.create({
    data: {
      eventId: event.id,
      startsAt: hoursFromNow(-1),
      endsAt: hoursFromNow(1),
      layers: { en: { title: "Opening", description: "" }, fr: { title: "Ouverture", description: "" } },
      room: "Room 4",
      ...fields,
    },
    select: { id: true },
  });
}

/** What is recorded of one person at these sessions, past all rules of the application. */
export async function seedAttendance(
  enrolment: OwnedSubject,
  states: readonly (readonly [session: { readonly id: string }, state: AttendanceState])[],
): Promise<void> {
  await db.attendance.createMany({
    data: states.map(([session, state]) => ({
      sessionId: session.id,
      enrolmentId: enrolment.id,
      state,
      method: "roll-call",
      recordedById: enrolment.personId,
      saidAt: new Date(),
    })),
  });
}
