import type { Permit } from "@/lib/access/authorize";
import type { AttemptSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { fraction } from "@/lib/grading/fraction";
import { explainVerdict } from "@/lib/grading/verdict";
import { listReviewedAnswers } from "../review/data";
import type { AttemptState } from "../types";
import type { Appeal, AppealCase, AppealList, ListedAppeal, OwnAppeals } from "./types";

const appealSelect = {
  id: true,
  body: true,
  madeAt: true,
  upheld: true,
  answer: true,
  answeredAt: true,
  answeredBy: { select: { fullName: true } },
} as const;

type AppealRow = {
  readonly id: string;
  readonly body: string;
  readonly madeAt: Date;
  readonly upheld: boolean | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly answeredBy: { readonly fullName: string } | null;
};

const appealOf = ({ id, body, madeAt, upheld, answer, answeredAt, answeredBy }: AppealRow): Appeal => ({
  id,
  body,
  madeAt,
  answer:
    upheld === null || answer === null || !answeredAt
      ? null
      : { upheld, text: answer, by: answeredBy?.fullName ?? "", at: answeredAt },
});

/** The appeals against an attempt, oldest first, and whether another may be made now. */
export async function listAppeals({ actor, subject }: Permit<"attempt.review">): Promise<OwnAppeals> {
  const attempt = await db.attempt.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      state: true,
      event: { select: { state: true } },
      appeals: { orderBy: { madeAt: "asc" }, select: appealSelect },
    },
  });
  const appeals = attempt.appeals.map(appealOf);
  return {
    appeals,
    mayAppeal:
      actor.id === subject.personId &&
      (attempt.state === "submitted" || attempt.state === "closed_by_time") &&
      (attempt.event.state === "published" || attempt.event.state === "closed") &&
      appeals.every(({ answer }) => answer !== null),
  };
}

/** An appeal's attempt, for the access table; null when there is none in this event. */
export async function getAppealSubject(eventSlug: string, appealId: string): Promise<AttemptSubject | null> {
  const appeal = await db.appeal.findFirst({
    where: { id: appealId, attempt: { event: { slug: eventSlug } } },
    select: {
      attempt: { select: { id: true, personId: true, event: { select: { id: true, organizationId: true } } } },
    },
  });
  return appeal?.attempt ?? null;
}

/** An event's appeals, unanswered ones first, and the whole case of the one that is being read. */
export async function getAppealList(
  { actor, subject }: Permit<"event.manage">,
  reading: string | null,
  language: string,
): Promise<AppealList> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: { slug: true, zone: true, layers: { select: { language: true, title: true } } },
  });
  const rows = await db.appeal.findMany({
    where: { attempt: { eventId: subject.id } },
    orderBy: [{ answeredAt: { sort: "desc", nulls: "first" } }, { madeAt: "asc" }],
    select: {
      ...appealSelect,
      attempt: { select: { id: true, number: true, personId: true, person: { select: { fullName: true } } } },
    },
  });
  const appeals = rows.map(
    ({ attempt, ...row }): ListedAppeal => ({
      ...appealOf(row),
      attemptId: attempt.id,
      attemptNumber: attempt.number,
      fullName: attempt.person.fullName,
    }),
  );
  const layer = pickLayer(event.layers, language);
  const read = appeals.find(({ id }) => id === reading);
  const own = rows.find(({ id }) => id === reading)?.attempt.personId === actor.id;
  return {
    eventSlug: event.slug,
    eventTitle: layer?.title ?? "",
    language: layer?.language ?? "en",
    zone: event.zone,
    appeals,
    // Nobody reads the key of an exam of their own here.
    case: read && !own ? await readCase(read) : null,
  };
}

async function readCase(appeal: ListedAppeal): Promise<AppealCase> {
  const [attempt, answers] = await Promise.all([
    db.attempt.findUniqueOrThrow({
      where: { id: appeal.attemptId },
      select: {
        state: true,
        startedAt: true,
        closedAt: true,
        receipt: true,
        event: { select: { thresholdPercent: true, strict: true } },
        marks: {
          orderBy: { number: "asc" },
          select: {
            number: true,
            current: true,
            reason: true,
            earnedNumerator: true,
            earnedDenominator: true,
            possiblePoints: true,
            createdAt: true,
          },
        },
        answers: {
          where: { sequence: { gt: 0 } },
          orderBy: { position: "asc" },
          select: { position: true, sequence: true, savedAt: true },
        },
        log: { orderBy: { id: "asc" }, select: { id: true, at: true, kind: true, detail: true } },
        _count: { select: { evidence: true } },
      },
    }),
    listReviewedAnswers(appeal.attemptId),
  ]);
  const { event, marks } = attempt;
  const mark = marks.find(({ current }) => current);
  return {
    ...appeal,
    state: attempt.state.replaceAll("_", "-") as AttemptState,
    startedAt: attempt.startedAt,
    closedAt: attempt.closedAt,
    receipt: attempt.receipt ?? "",
    verdict: mark
      ? explainVerdict({
          earned: fraction(mark.earnedNumerator, mark.earnedDenominator),
          possible: mark.possiblePoints,
          threshold: event.thresholdPercent ?? 70,
          strict: event.strict ?? true,
        })
      : null,
    marks: marks.map(({ number, reason, earnedNumerator, earnedDenominator, possiblePoints, createdAt }) => ({
      number,
      reason,
      earned: earnedNumerator / earnedDenominator,
      possible: possiblePoints,
      createdAt,
    })),
    answers,
    saved: attempt.answers.map(({ sequence, ...saved }) => ({ ...saved, sequence: Number(sequence) })),
    lateEvidence: attempt._count.evidence,
    log: attempt.log.map(({ id, at, kind, detail }) => {
      const position = (detail as { position?: unknown } | null)?.position;
      return { id: String(id), at, kind, position: typeof position === "number" ? position : null };
    }),
  };
}
