import type { Permit } from "@/lib/access/authorize";
import type { BankSubject } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { fraction } from "@/lib/grading/fraction";
import type { QuestionKind, Slot, SlotAnswer } from "@/lib/grading/mark-form";
import type { Shares } from "@/lib/grading/mark-fractions";
import type { PassRule } from "@/lib/grading/pass-rule";
import { type Repair, repairSlot } from "@/lib/grading/repair-slot";
import { listAccepted } from "../evidence/data";
import { countRemarks, digestOf, findRepairProblem, remark, type SlotMark, type StoredForm } from "./rules";
import type { DryRun, PastRepair, Remark, RepairCounts, RepairKind, RepairView } from "./types";

type Reader = Pick<Transaction, "$queryRaw">;

/** The repairs that hold for these question versions, by version: the latest of each. */
export async function readRepairs(tx: Reader, versionIds: readonly string[]): Promise<ReadonlyMap<string, Repair>> {
  const rows = await tx.$queryRaw<(Repair & { readonly versionId: string })[]>`
    SELECT DISTINCT ON (version_id) version_id AS "versionId", kind, key_ids AS "keyIds"
    FROM key_repair WHERE version_id = ANY(${[...versionIds]}::uuid[])
    ORDER BY version_id, made_at DESC, id DESC`;
  return new Map(rows.map(({ versionId, kind, keyIds }) => [versionId, { kind, keyIds }]));
}

type FormRow = {
  readonly attemptId: string;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly number: number;
  readonly eventId: string;
  readonly markNumber: number;
  readonly earnedNumerator: number;
  readonly earnedDenominator: number;
  readonly possiblePoints: number;
  /** JSON: [position, version, points, option ids or null] for each slot, in order. */
  readonly form: string;
};
type FormCell = readonly [position: number, versionId: string, points: number, optionIds: readonly string[] | null];

/**
 * Every closed attempt that counts and has the version in its form, with its whole form as the repairs say to mark it; the new
 * repair stands in for the one that holds. Read in three statements, however many attempts there are.
 */
export async function readForms(
  tx: Reader,
  versionId: string,
  repair: Repair,
  except: readonly string[] = [],
): Promise<StoredForm[]> {
  const rows = await tx.$queryRaw<FormRow[]>`
    SELECT a.id AS "attemptId", a.enrolment_id AS "enrolmentId", a.person_id AS "personId", p.full_name AS "fullName",
      a.number, a.event_id AS "eventId", m.number AS "markNumber", m.earned_numerator AS "earnedNumerator",
      m.earned_denominator AS "earnedDenominator", m.possible_points AS "possiblePoints", f.form::text AS form
    FROM form_slot drawn
    JOIN attempt a ON a.id = drawn.attempt_id AND a.state IN ('submitted', 'closed-by-time')
    JOIN mark m ON m.attempt_id = a.id AND m.current
    JOIN person p ON p.id = a.person_id
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(s.position, s.version_id, s.points, n.option_ids) ORDER BY s.position) AS form
      FROM form_slot s LEFT JOIN answer n ON n.attempt_id = s.attempt_id AND n.position = s.position AND n.sequence > 0
      WHERE s.attempt_id = a.id) f
    WHERE drawn.version_id = ${versionId}::uuid AND NOT a.id = ANY(${[...except]}::uuid[])
    ORDER BY a.id`;
  const forms = rows.map(({ form, ...row }) => ({ ...row, cells: JSON.parse(form) as FormCell[] }));
  const marking = await readMarking(tx, forms, versionId, repair);
  // Where two people accepted late evidence, it counts in every later mark too.
  const accepted = await listAccepted(
    tx,
    forms.map(({ attemptId }) => attemptId),
  );
  return forms.map(({ cells, earnedNumerator, earnedDenominator, possiblePoints, ...attempt }) => {
    const slots: Slot[] = [];
    const answers: SlotAnswer[] = [];
    for (const [position, version, points, optionIds] of cells) {
      const how = marking.get(version);
      if (!how) throw new Error(`a form has the version ${version}, which does not exist`);
      slots.push({ ...how, position, points });
      if (optionIds) answers.push({ position, optionIds });
    }
    return {
      ...attempt,
      before: { earned: fraction(earnedNumerator, earnedDenominator), possible: possiblePoints },
      slots,
      answers: accepted.get(attempt.attemptId) ?? answers,
    };
  });
}

/** How each version of these forms is marked, its repair applied once. */
async function readMarking(
  tx: Reader,
  forms: readonly { readonly cells: readonly FormCell[] }[],
  repairedId: string,
  repair: Repair,
): Promise<ReadonlyMap<string, Slot>> {
  const versionIds = [...new Set(forms.flatMap(({ cells }) => cells.map(([, version]) => version)))];
  const repairs = new Map(await readRepairs(tx, versionIds)).set(repairedId, repair);
  const versions = await tx.$queryRaw<
    { id: string; kind: QuestionKind; optionIds: string[]; keyIds: string[]; shares: Shares | null }[]
  >`
    SELECT id, kind, option_ids AS "optionIds", key_ids AS "keyIds", shares
    FROM question_version WHERE id = ANY(${versionIds}::uuid[])`;
  return new Map(
    versions.map(({ id, ...version }) => [
      id,
      repairSlot({ ...version, position: 1, points: 1 }, repairs.get(id) ?? null),
    ]),
  );
}

type EventRow = PassRule & {
  readonly id: string;
  readonly slug: string;
  readonly running: number;
  readonly layers: readonly { readonly language: string; readonly title: string }[];
};

/** The events in whose forms the version stands. */
const listEvents = (tx: Reader, versionId: string): Promise<EventRow[]> =>
  tx.$queryRaw<EventRow[]>`
    SELECT e.id, e.slug, coalesce(e.threshold_percent, 70) AS threshold, coalesce(e.strict, true) AS strict, d.running,
      (SELECT coalesce(json_agg(json_build_object('language', l.language, 'title', l.title)), '[]')
        FROM event_layer l WHERE l.event_id = e.id) AS layers
    FROM (
      SELECT a.event_id, (count(*) FILTER (WHERE a.state = 'in-progress'))::int AS running
      FROM form_slot s JOIN attempt a ON a.id = s.attempt_id WHERE s.version_id = ${versionId}::uuid GROUP BY a.event_id
    ) d JOIN event e ON e.id = d.event_id
    ORDER BY e.opens_at NULLS LAST, e.slug`;

export type Remarked = { readonly remark: Remark; readonly marks: readonly SlotMark[] };

/** Marks again, in memory, every closed attempt that the repair touches, each by its own event's rule. */
export async function remarkAll(
  tx: Reader,
  versionId: string,
  repair: Repair,
  except: readonly string[] = [],
): Promise<{ readonly events: readonly EventRow[]; readonly remarked: readonly Remarked[] }> {
  const forms = await readForms(tx, versionId, repair, except);
  const events = await listEvents(tx, versionId);
  const rules = new Map(events.map(({ id, threshold, strict }) => [id, { threshold, strict }]));
  return {
    events,
    remarked: forms.map((form) => remark(form, rules.get(form.eventId) ?? { threshold: 70, strict: true })),
  };
}

/** What marking needs of the version itself, and whether the repair can be made to it. */
export async function readRepairProblem(tx: Transaction, versionId: string, repair: Repair) {
  const version = await tx.questionVersion.findUniqueOrThrow({
    where: { id: versionId },
    select: { kind: true, optionIds: true, keyIds: true },
  });
  const standing = (await readRepairs(tx, [versionId])).get(versionId) ?? null;
  return findRepairProblem({ ...version, kind: version.kind as QuestionKind }, repair, standing);
}

/** What a repair would change, attempt by attempt and event by event. It reads one moment of the database and writes nothing. */
export function getDryRun(
  _permit: Permit<"key.repair">,
  versionId: string,
  repair: Repair,
  language: string,
): Promise<DryRun> {
  return db.$transaction(
    async (tx) => {
      const problem = await readRepairProblem(tx, versionId, repair);
      if (problem === "does-not-fit")
        return { repair, problem, events: [], running: 0, affected: 0, changed: 0, up: 0, down: 0, digest: "" };
      const { events, remarked } = await remarkAll(tx, versionId, repair);
      const remarks = remarked.map((one) => one.remark);
      return {
        repair,
        problem,
        events: events.map(({ layers, ...event }) => {
          const layer = pickLayer(layers, language);
          return {
            ...event,
            title: layer?.title ?? event.slug,
            language: layer?.language ?? "en",
            remarks: remarks
              .filter(({ eventId }) => eventId === event.id)
              .sort(
                (a, b) => Number(b.side !== null) - Number(a.side !== null) || a.fullName.localeCompare(b.fullName),
              ),
          };
        }),
        running: events.reduce((sum, event) => sum + event.running, 0),
        ...countRemarks(remarks),
        digest: digestOf(versionId, repair, remarks),
      };
    },
    { isolationLevel: "RepeatableRead" },
  );
}

export type RepairSubject = { readonly questionId: string; readonly bank: BankSubject };

/** A question by its bank's address and its id, for the access table; null when there is none. */
export async function getRepairSubject(bankSlug: string, questionId: string): Promise<RepairSubject | null> {
  const question = await db.question.findFirst({
    where: { id: questionId, bank: { slug: bankSlug } },
    select: { id: true, bank: { select: { id: true, organizationId: true } } },
  });
  return question && { questionId: question.id, bank: question.bank };
}

/** One version's id of a question; null when the question has no such version. */
export async function getVersionId(questionId: string, versionId: string): Promise<string | null> {
  const version = await db.questionVersion.findFirst({ where: { id: versionId, questionId }, select: { id: true } });
  return version?.id ?? null;
}

/** A question with its key, the repairs made to it and the versions there are; the newest version where none is asked for. */
export async function getRepairView(
  _permit: Permit<"key.repair">,
  questionId: string,
  wanted: number | null,
  language: string,
): Promise<RepairView | null> {
  const question = await db.question.findUniqueOrThrow({
    where: { id: questionId },
    select: {
      id: true,
      externalId: true,
      retiredAt: true,
      bank: { select: { slug: true, title: true } },
      versions: {
        orderBy: { number: "desc" },
        select: {
          id: true,
          number: true,
          kind: true,
          optionIds: true,
          keyIds: true,
          layers: { select: { language: true, stem: true, options: true } },
          repairs: {
            orderBy: [{ madeAt: "desc" }, { id: "desc" }],
            select: {
              id: true,
              kind: true,
              keyIds: true,
              reason: true,
              outcome: true,
              madeAt: true,
              madeBy: { select: { fullName: true } },
            },
          },
          _count: { select: { slots: true } },
        },
      },
    },
  });
  const { versions } = question;
  const version = wanted === null ? versions[0] : versions.find(({ number }) => number === wanted);
  if (!version) return null;
  const layer = pickLayer(version.layers, language);
  const texts = (layer?.options ?? {}) as Record<string, string>;
  return {
    bankSlug: question.bank.slug,
    bankTitle: question.bank.title,
    questionId: question.id,
    externalId: question.externalId,
    retired: question.retiredAt !== null,
    version: {
      id: version.id,
      number: version.number,
      isLatest: version.number === versions[0]?.number,
      kind: version.kind as QuestionKind,
      stem: layer?.stem ?? "",
      language: layer?.language ?? "en",
      options: version.optionIds.map((id) => ({ id, text: texts[id] ?? "", right: version.keyIds.includes(id) })),
      drawn: version._count.slots,
    },
    versions: versions.map(({ number, _count }) => ({ number, drawn: _count.slots })),
    repairs: version.repairs.map(
      ({ kind, outcome, madeBy, ...repair }): PastRepair => ({
        ...repair,
        kind: kind as RepairKind,
        madeBy: madeBy.fullName,
        counts: outcome as RepairCounts,
      }),
    ),
  };
}
