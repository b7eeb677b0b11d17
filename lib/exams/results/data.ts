import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { fraction } from "@/lib/grading/fraction";
import { explainVerdict } from "@/lib/grading/verdict";
import { markedAttempts } from "../data";
import { bestAttempt } from "../rules";
import type { AttemptState } from "../types";
import type { EventResults, ListedAttempt } from "./types";

/** Every learner of an event with all their attempts, by name. */
export async function getEventResults({ subject }: Permit<"event.manage">, language: string): Promise<EventResults> {
  const [event, learners] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        slug: true,
        reference: true,
        zone: true,
        thresholdPercent: true,
        strict: true,
        reviewRule: true,
        layers: { select: { language: true, title: true } },
      },
    }),
    db.enrolment.findMany({
      where: { eventId: subject.id, OR: [{ state: "enrolled" }, { attempts: { some: {} } }] },
      select: {
        person: { select: { id: true, fullName: true, nativeName: true } },
        attempts: {
          orderBy: { number: "asc" },
          select: {
            id: true,
            number: true,
            state: true,
            onPaper: true,
            language: true,
            startedAt: true,
            closedAt: true,
            receipt: true,
            extraTimeSeconds: true,
            enrolment: { select: { extraTimeSeconds: true } },
            marks: {
              where: { current: true },
              select: { number: true, earnedNumerator: true, earnedDenominator: true, possiblePoints: true },
            },
            appeals: { where: { answeredAt: null }, select: { id: true } },
            _count: {
              select: {
                slots: true,
                answers: { where: { sequence: { gt: 0 }, NOT: { optionIds: { isEmpty: true } } } },
              },
            },
          },
        },
      },
    }),
  ]);
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const layer = pickLayer(event.layers, language);
  const listed = learners.map(({ person, attempts }) => {
    const best = bestAttempt(markedAttempts(attempts));
    return {
      personId: person.id,
      fullName: person.fullName,
      nativeName: person.nativeName,
      attempts: attempts.map(
        ({
          marks: [mark],
          state,
          receipt,
          appeals,
          enrolment,
          extraTimeSeconds,
          _count,
          ...attempt
        }): ListedAttempt => ({
          ...attempt,
          state: state.replaceAll("_", "-") as AttemptState,
          receipt: receipt ?? "",
          extraTimeSeconds: extraTimeSeconds + enrolment.extraTimeSeconds,
          answered: _count.answers,
          questions: _count.slots,
          verdict: mark
            ? explainVerdict({
                earned: fraction(mark.earnedNumerator, mark.earnedDenominator),
                possible: mark.possiblePoints,
                ...rule,
              })
            : null,
          marks: mark?.number ?? 0,
          openAppeals: appeals.length,
          counts: attempt.id === best?.id,
        }),
      ),
    };
  });
  return {
    eventId: subject.id,
    slug: event.slug,
    title: layer?.title ?? "",
    language: layer?.language ?? "en",
    reference: event.reference,
    zone: event.zone,
    ...rule,
    reviewRule: event.reviewRule,
    learners: listed.sort((a, b) => a.fullName.localeCompare(b.fullName, language)),
    openAppeals: listed.reduce(
      (sum, { attempts }) => sum + attempts.reduce((part, { openAppeals }) => part + openAppeals, 0),
      0,
    ),
  };
}

/** How many appeals of an event wait for an answer. */
export const countOpenAppeals = (eventId: string): Promise<number> =>
  db.appeal.count({ where: { answeredAt: null, attempt: { eventId } } });
