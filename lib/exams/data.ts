import type { Permit } from "@/lib/access/authorize";
import type { AttemptSubject, OwnedSubject } from "@/lib/access/policy";
import { blueprintSchema } from "@/lib/content/schema";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { fraction } from "@/lib/grading/fraction";
import { leastPointsToPass } from "@/lib/grading/pass-rule";
import { decideTotal } from "@/lib/grading/total";
import { explainVerdict } from "@/lib/grading/verdict";
import { readPool } from "@/lib/questions/data";
import { lastSafeStart, minutesIfStarted } from "@/lib/scheduling/deadline";
import { windowState } from "@/lib/scheduling/windows";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { resitOf, type SlotScore, scoreByTag } from "./review/rules";
import {
  earnedComponents,
  examLanguages,
  hashedText,
  isClosed,
  type MarkedAttempt,
  nextStartAt,
  possiblePoints,
} from "./rules";
import type {
  AttemptResult,
  AttemptState,
  ExamBoxView,
  LearnerAttempt,
  LearnerQuestion,
  QuestionLook,
  Receipt,
} from "./types";

const stateOf = (state: string): AttemptState => state.replaceAll("_", "-") as AttemptState;

/** An attempt for the access table; null when there is none. */
export function getAttemptSubject(attemptId: string): Promise<AttemptSubject | null> {
  return db.attempt.findUnique({
    where: { id: attemptId },
    select: { id: true, personId: true, event: { select: { id: true, organizationId: true } } },
  });
}

/** The attempt as its learner sees it while sitting it: never a key, a rationale or an author's id. */
export async function getAttempt({ subject }: Permit<"attempt.write">, language: string): Promise<LearnerAttempt> {
  const [attempt, [clock]] = await Promise.all([
    db.attempt.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        id: true,
        state: true,
        number: true,
        language: true,
        startedAt: true,
        deadlineAt: true,
        onPaper: true,
        event: { select: { slug: true, zone: true, layers: { select: { language: true, title: true } } } },
        slots: {
          orderBy: { position: "asc" },
          select: {
            position: true,
            points: true,
            optionOrder: true,
            version: {
              select: {
                kind: true,
                layers: { select: { language: true, stem: true, options: true, reviewedAt: true } },
              },
            },
          },
        },
        answers: {
          select: { position: true, optionIds: true, sequence: true, savedAt: true, flagged: true },
          orderBy: { position: "asc" },
        },
      },
    }),
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const state = stateOf(attempt.state);
  const questions = attempt.slots.map(({ position, points, optionOrder, version }): LearnerQuestion => {
    const layer = pickLayer(version.layers, attempt.language);
    const texts = (layer?.options ?? {}) as Record<string, string>;
    return {
      position,
      points,
      kind: version.kind as LearnerQuestion["kind"],
      stem: layer?.stem ?? "",
      language: layer?.language ?? "en",
      options: optionOrder.map((id) => ({ id, text: texts[id] ?? "" })),
      otherLanguages: version.layers
        .filter(
          ({ language, reviewedAt }) => language !== layer?.language && (language === "en" || reviewedAt !== null),
        )
        .map(({ language }) => language)
        .sort(),
    };
  });
  return {
    id: attempt.id,
    state,
    number: attempt.number,
    language: attempt.language,
    startedAt: attempt.startedAt,
    deadlineAt: attempt.deadlineAt,
    serverTime: clock?.now ?? new Date(),
    eventSlug: attempt.event.slug,
    eventTitle: pickLayer(attempt.event.layers, language)?.title ?? "",
    eventZone: attempt.event.zone,
    // After closing, the questions belong to the review rule.
    questions: isClosed(state) || attempt.onPaper ? [] : questions,
    answers: attempt.answers
      .filter(({ sequence }) => sequence > 0n)
      .map(({ position, optionIds, sequence, savedAt }) => ({
        position,
        optionIds,
        sequence: Number(sequence),
        savedAt,
      })),
    flagged: attempt.answers.filter(({ flagged }) => flagged).map(({ position }) => position),
    onPaper: attempt.onPaper,
  };
}

/** What a learner can keep of a closed attempt, and an appeal is decided from; null while it runs. */
export async function getReceipt({ subject }: Permit<"attempt.review">): Promise<Receipt | null> {
  const attempt = await db.attempt.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      id: true,
      state: true,
      startedAt: true,
      closedAt: true,
      receipt: true,
      person: { select: { fullName: true } },
      event: { select: { reference: true } },
      answers: {
        where: { sequence: { gt: 0 } },
        orderBy: { position: "asc" },
        select: { position: true, optionIds: true, sequence: true, savedAt: true },
      },
    },
  });
  const state = stateOf(attempt.state);
  if (!attempt.closedAt || state === "in-progress") return null;
  const answers = attempt.answers.map((answer) => ({ ...answer, sequence: Number(answer.sequence) }));
  return {
    attemptId: attempt.id,
    event: attempt.event.reference,
    person: attempt.person.fullName,
    startedAt: attempt.startedAt,
    closedAt: attempt.closedAt,
    state,
    answers,
    receipt: attempt.receipt ?? "",
    hashed: hashedText(attempt.id, attempt.closedAt, answers),
  };
}

/** One question of an attempt in another language; null when it has no reviewed text in it. */
export async function getLook(
  { subject }: Permit<"attempt.write">,
  { position, language }: { readonly position: number; readonly language: string },
): Promise<QuestionLook | null> {
  const slot = await db.formSlot.findFirst({
    where: { attemptId: subject.id, position, attempt: { onPaper: false } },
    select: {
      optionOrder: true,
      version: {
        select: { layers: { where: { language }, select: { stem: true, options: true, reviewedAt: true } } },
      },
    },
  });
  const [layer] = slot?.version.layers ?? [];
  if (!slot || !layer || (language !== "en" && layer.reviewedAt === null)) return null;
  const texts = layer.options as Record<string, string>;
  return {
    position,
    language,
    stem: layer.stem,
    options: slot.optionOrder.map((id) => ({ id, text: texts[id] ?? "" })),
  };
}

/** A closed attempt's marks with the rule applied, by module, outcome and norm; null while it runs. */
export async function getResult(
  { subject }: Permit<"attempt.review">,
  language: string,
): Promise<AttemptResult | null> {
  const [attempt, [clock]] = await Promise.all([
    db.attempt.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        id: true,
        state: true,
        startedAt: true,
        closedAt: true,
        receipt: true,
        enrolmentId: true,
        personId: true,
        marks: {
          orderBy: { number: "asc" },
          select: {
            number: true,
            current: true,
            reason: true,
            earnedNumerator: true,
            earnedDenominator: true,
            possiblePoints: true,
            slots: true,
            createdAt: true,
          },
        },
        enrolment: {
          select: { extraAttempts: true, state: true, attempts: { select: { state: true, closedAt: true } } },
        },
        answers: { where: { sequence: { gt: 0 } }, select: { optionIds: true } },
        slots: { select: { position: true, version: { select: { moduleSlug: true, outcome: true, norms: true } } } },
        event: {
          select: {
            id: true,
            slug: true,
            zone: true,
            state: true,
            opensAt: true,
            closesAt: true,
            attemptsAllowed: true,
            resitWaitHours: true,
            attendancePercent: true,
            course: { select: { layers: { select: { language: true, outcomes: true } } } },
            thresholdPercent: true,
            strict: true,
            certificateKind: true,
            layers: { select: { language: true, title: true } },
            components: { select: { kind: true, weight: true } },
            edition: {
              select: {
                modules: { orderBy: { position: "asc" }, select: { layers: true, module: { select: { slug: true } } } },
              },
            },
          },
        },
      },
    }),
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const mark = attempt.marks.find(({ current }) => current);
  if (!mark || !attempt.closedAt) return null;
  const { event } = attempt;
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const earned = fraction(mark.earnedNumerator, mark.earnedDenominator);
  const attendances = await readAttendances([event.id], { personIds: [attempt.personId] });
  const components = earnedComponents(event.components, {
    exam: { earned, possible: mark.possiblePoints },
    attendance: decidedAttendance(event.state, attendances, attempt.enrolmentId),
  });
  const total = decideTotal(components, rule);
  const versionOf = new Map(attempt.slots.map(({ position, version }) => [position, version]));
  const scores = mark.slots as unknown as readonly SlotScore[];
  const byModule = new Map(
    scoreByTag(scores, (position) => [versionOf.get(position)?.moduleSlug ?? ""]).map((score) => [score.tag, score]),
  );
  const outcomes = pickLayer(event.course.layers, language);
  return {
    attemptId: attempt.id,
    eventSlug: event.slug,
    eventTitle: pickLayer(event.layers, language)?.title ?? "",
    eventZone: event.zone,
    state: stateOf(attempt.state),
    startedAt: attempt.startedAt,
    submittedAt: attempt.closedAt,
    receipt: attempt.receipt ?? "",
    answered: attempt.answers.filter(({ optionIds }) => optionIds.length > 0).length,
    questions: attempt.slots.length,
    components: components.map(({ kind, weight, possible, earned: part }) => ({
      kind,
      weight,
      possible,
      earned: part ? part.numerator / part.denominator : null,
    })),
    verdict: explainVerdict({ earned, possible: mark.possiblePoints, ...rule }),
    passed: total.ok ? total.passed : null,
    attendance: {
      percent: event.attendancePercent,
      ...(attendances.get(attempt.enrolmentId) ?? { attended: 0, counted: 0, held: 0 }),
      closed: event.state === "closed" || event.state === "archived",
    },
    certificateKind: event.certificateKind,
    byModule: event.edition.modules.map(({ layers, module }) => ({
      module: module.slug,
      title: pickLayer(layers as { language: string; title: string }[], language)?.title ?? "",
      earned: byModule.get(module.slug)?.earned ?? 0,
      possible: byModule.get(module.slug)?.possible ?? 0,
    })),
    byOutcome: scoreByTag(scores, (position) => {
      const outcome = versionOf.get(position)?.outcome;
      return outcome ? [outcome] : [];
    }).map((score) => ({
      ...score,
      title:
        ((outcomes?.outcomes ?? []) as { code: string; text: string }[]).find(({ code }) => code === score.tag)?.text ??
        score.tag,
      language: outcomes?.language ?? "en",
    })),
    byNorm: scoreByTag(scores, (position) => versionOf.get(position)?.norms ?? []),
    marks: attempt.marks.map(({ number, reason, earnedNumerator, earnedDenominator, possiblePoints, createdAt }) => ({
      number,
      reason,
      earned: earnedNumerator / earnedDenominator,
      possible: possiblePoints,
      createdAt,
    })),
    resit: resitOf(attempt.enrolment, event, clock?.now ?? new Date()),
  };
}

/** What the learner's event page says of its exam; null for an event without one. */
export async function getExamBox({ subject }: Permit<"enrolment.use">): Promise<ExamBoxView | null> {
  const [enrolment, [clock]] = await Promise.all([
    db.enrolment.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        extraTimeSeconds: true,
        extraAttempts: true,
        attempts: {
          orderBy: { number: "asc" },
          select: { id: true, number: true, state: true, deadlineAt: true, closedAt: true },
        },
        event: {
          select: {
            slug: true,
            state: true,
            zone: true,
            opensAt: true,
            closesAt: true,
            blueprint: true,
            timeLimitSeconds: true,
            attemptsAllowed: true,
            resitWaitHours: true,
            bankId: true,
            thresholdPercent: true,
            strict: true,
          },
        },
      },
    }),
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const { event, attempts } = enrolment;
  if (!event.blueprint || !event.timeLimitSeconds || !event.attemptsAllowed) return null;
  const now = clock?.now ?? new Date();
  const blueprint = blueprintSchema.parse(event.blueprint);
  const window = event.state === "published" ? windowState(event, now) : "past";
  const possible = possiblePoints(blueprint);
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const examClock = event.closesAt && {
    timeLimitSeconds: event.timeLimitSeconds,
    extraTimeSeconds: enrolment.extraTimeSeconds,
    windowClosesAt: event.closesAt,
  };
  const running = attempts.find(({ state }) => state === "in_progress");
  return {
    eventSlug: event.slug,
    questions: blueprint.questions,
    timeLimitMinutes: Math.floor((event.timeLimitSeconds + enrolment.extraTimeSeconds) / 60),
    ...rule,
    leastPoints: leastPointsToPass(possible, rule.threshold, rule.strict),
    possiblePoints: possible,
    attemptsAllowed: event.attemptsAllowed + enrolment.extraAttempts,
    attemptsUsed: attempts.filter(({ state }) => state !== "voided").length,
    window,
    opensAt: event.opensAt,
    closesAt: event.closesAt,
    lastSafeStart: examClock ? lastSafeStart(examClock) : null,
    nextStartAt: [nextStartAt(attempts, event.resitWaitHours)].find((at) => at && at > now) ?? null,
    languages: examLanguages(event.bankId ? await readPool(db, event.bankId) : []),
    minutesIfStartedNow: examClock && window === "open" ? minutesIfStarted(now, examClock) : 0,
    zone: event.zone,
    running: running ? { id: running.id, deadlineAt: running.deadlineAt } : null,
    finished: attempts.flatMap(({ id, number, state, closedAt }) =>
      closedAt ? [{ id, number, state: stateOf(state), closedAt }] : [],
    ),
  };
}

/** A person's place in an event, for the access table. */
export function getEnrolmentSubject(eventSlug: string, personId: string): Promise<OwnedSubject | null> {
  return db.enrolment.findFirst({
    where: { event: { slug: eventSlug }, personId, state: "enrolled" },
    select: { id: true, personId: true },
  });
}

type AttemptRow = {
  id: string;
  state: string;
  marks: { earnedNumerator: number; earnedDenominator: number; possiblePoints: number }[];
};

export const markedAttempts = (attempts: readonly AttemptRow[]): MarkedAttempt[] =>
  attempts
    .filter(({ state }) => state !== "voided")
    .map(({ id, state, marks: [mark] }) => ({
      id,
      running: state === "in_progress",
      earned: mark ? fraction(mark.earnedNumerator, mark.earnedDenominator) : null,
      possible: mark?.possiblePoints ?? 0,
    }));
