import type { Permit } from "@/lib/access/authorize";
import type { BankSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { countChoices } from "@/lib/grading/distractors";
import { facilityOf } from "@/lib/grading/facility";
import { formDifficultyOf, listForms } from "@/lib/grading/form-difficulty";
import type { ItemAnswer } from "@/lib/grading/item-answer";
import { compareLanguages } from "@/lib/grading/language-comparison";
import type { QuestionKind } from "@/lib/grading/mark-form";
import type { Shares } from "@/lib/grading/mark-fractions";
import { reliabilityOf } from "@/lib/grading/reliability";
import { findSharedWrong } from "@/lib/grading/shared-wrong";
import { notComputable } from "@/lib/grading/statistic";
import { markedAttempts } from "../data";
import { readRepairs } from "../regrade/data";
import {
  type AnswerRow,
  analyseItem,
  byVersion,
  chooseSittings,
  errorAtThreshold,
  listDifferences,
  mostPeoplePooled,
  mostPeopleToPair,
  placeAnswers,
  pointsEach,
  rightOptions,
  spreadScores,
} from "./rules";
import type {
  AnalysedQuestion,
  EventAnalysis,
  PlacedAnswer,
  QuestionHead,
  SharedWrongView,
  VersionAnalysis,
} from "./types";

/** A question whose visit took longer than this was left open: nobody says how long it was thought about. */
const LONGEST_VISIT_SECONDS = 20 * 60;

/*
 * Answers of the slots that `chosen` names, with what the current mark says of each. A visit is a run of saves of one question
 * without anything else between; its time runs from the save (or the start) before it to its last save, and is not known where
 * the page was left in between, or for longer than anybody thinks. A later visit counts, not an earlier one. Everything is
 * looked up attempt by attempt along indexes, so that the work grows with the attempts and not with their square, whatever
 * the planner believes of them.
 */
const answersStatement = (chosen: string): string => `
  WITH sat AS MATERIALIZED (
    SELECT attempt_id, event_id, person_id, language, array_agg(position) AS positions, array_agg(version_id) AS version_ids,
      array_agg(points) AS points
    FROM (${chosen}) chosen GROUP BY attempt_id, event_id, person_id, language
  ), told AS MATERIALIZED (
    SELECT sat.*, m.earned_numerator, m.earned_denominator, m.possible_points,
      (SELECT jsonb_object_agg(k.slot->>'position', k.slot) FROM jsonb_array_elements(m.slots) AS k (slot)) AS slots,
      (
        SELECT jsonb_object_agg(position, seconds) FROM (
          SELECT DISTINCT ON (position) position,
            CASE WHEN before_kind IN ('started', 'answered') AND ended_at - began_at < interval '${LONGEST_VISIT_SECONDS} seconds'
              THEN extract(epoch FROM ended_at - began_at) END AS seconds
          FROM (
            SELECT position, visit, max(at) AS ended_at, max(before_at) FILTER (WHERE begins) AS began_at,
              max(before_kind) FILTER (WHERE begins) AS before_kind
            FROM (
              SELECT s.*, count(*) FILTER (WHERE begins) OVER (ORDER BY at, id) AS visit
              FROM (
                SELECT l.*, lag(at) OVER w AS before_at, lag(kind) OVER w AS before_kind,
                  (lag(kind) OVER w, lag(position) OVER w) IS DISTINCT FROM (kind, position) AS begins
                FROM (
                  SELECT id, at, kind, (detail->>'position')::int AS position FROM attempt_log
                  WHERE attempt_id = sat.attempt_id AND kind IN ('started', 'answered', 'left', 'returned')
                ) l WINDOW w AS (ORDER BY at, id)
              ) s
            ) visited WHERE kind = 'answered' GROUP BY position, visit
          ) visits ORDER BY position, visit DESC
        ) last_visits
      ) AS times
    FROM sat JOIN mark m ON m.attempt_id = sat.attempt_id AND m.current
  )
  SELECT t.attempt_id AS "attemptId", t.event_id AS "eventId", t.person_id AS "personKey", c.version_id AS "versionId", c.points AS possible,
    coalesce((k.slot->>'voided')::boolean, false) AS voided,
    (k.slot->'earned'->>'numerator')::int AS "earnedNumerator", (k.slot->'earned'->>'denominator')::int AS "earnedDenominator",
    t.earned_numerator AS "totalNumerator", t.earned_denominator AS "totalDenominator", t.possible_points AS "totalPossible",
    coalesce(n.option_ids, '{}') AS "optionIds", coalesce(n.language, t.language) AS language,
    (t.times->>c.position::text)::float8 AS "secondsSpent"
  FROM told t
  CROSS JOIN LATERAL unnest(t.positions, t.version_ids, t.points) AS c (position, version_id, points)
  CROSS JOIN LATERAL (SELECT t.slots->c.position::text AS slot) k
  LEFT JOIN answer n ON n.attempt_id = t.attempt_id AND n.position = c.position AND n.sequence > 0`;

const sittingsStatement = answersStatement(`
  SELECT a.id AS attempt_id, a.event_id, a.person_id, a.language, s.position, s.version_id, s.points
  FROM attempt a JOIN form_slot s ON s.attempt_id = a.id WHERE a.id = ANY($1::uuid[])`);

/* Each person once for a version, when they first met it; of very many people the latest. */
const pooledStatement = answersStatement(`
  SELECT attempt_id, event_id, person_id, language, position, version_id, points
  FROM (
    SELECT met.*, row_number() OVER (PARTITION BY version_id ORDER BY started_at DESC, attempt_id) AS place
    FROM (
      SELECT DISTINCT ON (s.version_id, a.person_id) a.id AS attempt_id, a.event_id, a.person_id, a.language, a.started_at,
        s.position, s.version_id, s.points
      FROM form_slot s JOIN attempt a ON a.id = s.attempt_id
      WHERE s.version_id = ANY($1::uuid[]) AND a.state IN ('submitted', 'closed-by-time')
      ORDER BY s.version_id, a.person_id, a.started_at, a.id
    ) met
  ) ranked
  WHERE place <= ${mostPeoplePooled}`);

/** The answers of whole attempts. */
const readSittings = (attemptIds: readonly string[]): Promise<AnswerRow[]> =>
  sql<AnswerRow>(sittingsStatement, [attemptIds]);

/** Every person's first answer to each of these versions, over all events. */
const readPooled = async (versionIds: readonly string[]): Promise<PlacedAnswer[]> =>
  placeAnswers(await sql<AnswerRow>(pooledStatement, [versionIds]));

const versionSelect = {
  id: true,
  number: true,
  kind: true,
  optionIds: true,
  keyIds: true,
  shares: true,
  question: { select: { externalId: true } },
  layers: { select: { language: true, stem: true, options: true } },
} as const;

type VersionRow = {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly optionIds: readonly string[];
  readonly keyIds: readonly string[];
  readonly shares: unknown;
  readonly question: { readonly externalId: string };
  readonly layers: readonly { readonly language: string; readonly stem: string; readonly options: unknown }[];
};

function headOf({ id, number, question, layers }: VersionRow, language: string): QuestionHead {
  const layer = pickLayer(layers, language);
  return {
    versionId: id,
    externalId: question.externalId,
    number,
    stem: layer?.stem ?? "",
    language: layer?.language ?? "en",
  };
}

const storedOf = ({ kind, optionIds, keyIds, shares }: VersionRow) => ({
  kind: kind as QuestionKind,
  optionIds,
  keyIds,
  shares: shares as Shares | null,
});

/** An event's exam over the attempts that count, its questions over everybody who was ever asked them. */
export async function getEventAnalysis({ subject }: Permit<"event.manage">, language: string): Promise<EventAnalysis> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      reference: true,
      blueprint: true,
      thresholdPercent: true,
      strict: true,
      bank: { select: { id: true, organizationId: true } },
      layers: { select: { language: true, title: true } },
      attempts: {
        where: { state: { not: "voided" } },
        orderBy: [{ closedAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          state: true,
          personId: true,
          marks: {
            where: { current: true },
            select: { earnedNumerator: true, earnedDenominator: true, possiblePoints: true },
          },
        },
      },
    },
  });
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const closed = event.attempts.filter(({ state }) => state !== "in_progress");
  const sittings = chooseSittings(
    closed.flatMap((attempt) => markedAttempts([attempt]).map((one) => ({ ...one, personId: attempt.personId }))),
  );
  const rows = await readSittings(sittings.map(({ id }) => id));
  const answers = placeAnswers(rows);
  const here = byVersion(answers);
  const [questions, pooled] = await readQuestions([...here.keys()], language);
  const facilities = new Map(
    questions.flatMap(({ versionId, facility }) => (facility.ok ? [[versionId, facility.value] as const] : [])),
  );
  const { inSeveral, differences } = listDifferences(pooled);
  const headById = new Map(questions.map((question) => [question.versionId, question]));
  const layer = pickLayer(event.layers, language);
  return {
    slug: event.slug,
    title: layer?.title ?? "",
    language: layer?.language ?? "en",
    reference: event.reference,
    hasExam: event.blueprint !== null,
    bank: event.bank,
    people: sittings.length,
    running: event.attempts.length - closed.length,
    ...rule,
    reliability: reliabilityOf(answers),
    error: errorAtThreshold(answers, rule),
    forms: formDifficultyOf(listForms(answers), facilities),
    pointsPerQuestion: pointsEach(answers),
    scores: spreadScores(
      sittings.map(({ score }) => score),
      rule,
    ),
    questions: questions.map((question) => ({ ...question, askedHere: here.get(question.versionId)?.length ?? 0 })),
    voided: new Set(rows.flatMap(({ voided, versionId }) => (voided && !here.has(versionId) ? [versionId] : []))).size,
    languages: {
      languages: [...new Set([...pooled.values()].flat().map((answer) => answer.language))].sort(),
      inSeveral,
      differences: differences.flatMap(({ versionId, difference }) => {
        const head = headById.get(versionId);
        return head ? [{ ...head, difference }] : [];
      }),
    },
    sharedWrong: await readSharedWrong(answers, sittings.length),
  };
}

async function readQuestions(
  versionIds: readonly string[],
  language: string,
): Promise<readonly [Omit<AnalysedQuestion, "askedHere">[], ReadonlyMap<string, PlacedAnswer[]>]> {
  const [versions, repairs, answers] = await Promise.all([
    db.questionVersion.findMany({ where: { id: { in: [...versionIds] } }, select: versionSelect }),
    readRepairs(db, versionIds),
    readPooled(versionIds),
  ]);
  const pooled = byVersion(answers);
  const questions = versions.map((version) => {
    const right = rightOptions(storedOf(version), repairs.get(version.id) ?? null);
    const { flags, ...statistics } = analyseItem(right, pooled.get(version.id) ?? []);
    return { ...headOf(version, language), ...statistics, flags: flags && [...new Set(flags.map(({ kind }) => kind))] };
  });
  return [questions, pooled];
}

async function readSharedWrong(answers: readonly ItemAnswer[], people: number): Promise<SharedWrongView> {
  if (people > mostPeopleToPair) return notComputable("too-many", people);
  const report = findSharedWrong(answers);
  if (!report.ok) return report;
  const { pairs, unusual } = report.value;
  const named = await db.person.findMany({
    where: { id: { in: [...new Set(unusual.flatMap(({ personKeys }) => personKeys))] } },
    select: { id: true, fullName: true, nativeName: true },
  });
  const nameOf = (id: string) => {
    const { fullName = "", nativeName = null } = named.find((person) => person.id === id) ?? {};
    return { fullName, nativeName };
  };
  return {
    ...report,
    value: {
      pairs,
      unusual: unusual.map(({ personKeys: [first, second], ...pair }) => ({
        ...pair,
        people: [nameOf(first), nameOf(second)] as const,
      })),
    },
  };
}

/** The bank of a question version, for the access table; null when there is no such version. */
export async function getVersionSubject(versionId: string): Promise<BankSubject | null> {
  const version = await db.questionVersion.findUnique({
    where: { id: versionId },
    select: { question: { select: { bank: { select: { id: true, organizationId: true } } } } },
  });
  return version?.question.bank ?? null;
}

/** One question version over all events, with its key: the permit is for its bank. */
export async function getVersionAnalysis(
  _permit: Permit<"bank.review">,
  versionId: string,
  language: string,
): Promise<VersionAnalysis> {
  const [version, repairs, answers, [drawn]] = await Promise.all([
    db.questionVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: {
        ...versionSelect,
        question: {
          select: {
            id: true,
            externalId: true,
            bank: { select: { slug: true, title: true } },
            versions: { orderBy: { number: "asc" }, select: { id: true, number: true } },
          },
        },
        exposure: { select: { exposedAt: true } },
      },
    }),
    readRepairs(db, [versionId]),
    readPooled([versionId]),
    sql<{ drawn: number; events: number }>(
      `SELECT count(*)::int AS drawn, count(DISTINCT a.event_id)::int AS events
       FROM form_slot s JOIN attempt a ON a.id = s.attempt_id WHERE s.version_id = $1`,
      [versionId],
    ),
  ]);
  const events = await db.event.findMany({
    where: { id: { in: [...new Set(answers.map(({ eventId }) => eventId))] } },
    orderBy: [{ opensAt: { sort: "asc", nulls: "last" } }, { slug: "asc" }],
    select: { id: true, slug: true, layers: { select: { language: true, title: true } } },
  });
  const repair = repairs.get(versionId) ?? null;
  const right = rightOptions(storedOf(version), repair);
  const layer = pickLayer(version.layers, language);
  const texts = (layer?.options ?? {}) as Record<string, string>;
  return {
    ...headOf(version, language),
    ...analyseItem(right, answers),
    questionId: version.question.id,
    bank: version.question.bank,
    kind: version.kind as QuestionKind,
    options: version.optionIds.map((id) => ({
      id,
      text: texts[id] ?? "",
      role: right.keyIds.includes(id) ? "key" : right.acceptedIds?.includes(id) ? "accepted" : "distractor",
    })),
    repair: repair?.kind ?? null,
    choices: countChoices(right, answers),
    comparison: compareLanguages(answers),
    byEvent: events.map(({ id, slug, layers }) => {
      const title = pickLayer(layers, language);
      return {
        slug,
        title: title?.title ?? slug,
        language: title?.language ?? "en",
        facility: facilityOf(answers.filter(({ eventId }) => eventId === id)),
      };
    }),
    drawn: drawn?.drawn ?? 0,
    events: drawn?.events ?? 0,
    keySeenAt: version.exposure?.exposedAt ?? null,
    otherVersions: version.question.versions.filter(({ id }) => id !== versionId),
  };
}
