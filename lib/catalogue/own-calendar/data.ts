import { db } from "@/lib/db/client";
import { feedEventOf, feedSelect, feedSessionOf, sessionSelect } from "../feeds/data";
import type { OwnCalendar } from "./types";

/** The calendar behind a secret, by the secret's hash; null for one that is unknown, revoked or a suspended person's. */
export async function getOwnCalendar(hash: string, since: Date, now: Date): Promise<OwnCalendar | null> {
  const row = await db.calendarSecret.findFirst({
    where: { hash, revokedAt: null, person: { suspendedAt: null } },
    select: {
      person: {
        select: {
          language: true,
          enrolments: {
            where: {
              OR: [
                {
                  state: "enrolled",
                  event: {
                    OR: [
                      { state: { in: ["published", "closed"] } },
                      { state: "cancelled", cancelledAt: { gte: since } },
                    ],
                  },
                },
                { state: "waiting", offers: { some: { state: "open", expiresAt: { gt: now } } } },
              ],
            },
            orderBy: { createdAt: "asc" },
            select: {
              id: true,
              state: true,
              extraTimeSeconds: true,
              extraAttempts: true,
              attempts: { where: { state: { not: "voided" } }, select: { id: true } },
              offers: { where: { state: "open", expiresAt: { gt: now } }, select: { id: true, expiresAt: true } },
              event: {
                select: {
                  ...feedSelect,
                  timeLimitSeconds: true,
                  attemptsAllowed: true,
                  sessions: {
                    where: { OR: [{ cancelledAt: null }, { cancelledAt: { gte: since } }] },
                    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
                    select: sessionSelect,
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  if (!row) return null;
  const { language, enrolments } = row.person;
  const places = enrolments.map(({ event: stored, ...enrolment }) => {
    const { sessions, timeLimitSeconds, attemptsAllowed, ...event } = stored;
    const left = (attemptsAllowed ?? 0) + enrolment.extraAttempts - enrolment.attempts.length;
    return {
      ...enrolment,
      event: feedEventOf(event, language),
      sessions: sessions.map((session) => feedSessionOf(session, language)),
      exam:
        timeLimitSeconds === null || left < 1
          ? null
          : { timeLimitSeconds, extraTimeSeconds: enrolment.extraTimeSeconds },
    };
  });
  return {
    language,
    seats: places.flatMap(({ id, state, event, sessions, exam }) =>
      state === "enrolled" ? [{ enrolmentId: id, event, sessions, exam }] : [],
    ),
    offers: places.flatMap(({ event, offers }) => offers.map((offer) => ({ ...offer, event }))),
  };
}

/** The address of a person's own calendar that answers now, by its secret's hash; null without one. */
export function getFeed(personId: string): Promise<{ readonly hash: string; readonly createdAt: Date } | null> {
  return db.calendarSecret.findFirst({
    where: { personId, revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: { hash: true, createdAt: true },
  });
}
