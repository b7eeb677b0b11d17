import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { dropUnusedUpload, storeUpload } from "@/lib/uploads/mutations";
import type { UploadRefusal } from "@/lib/uploads/rules";
import { withdraw } from "../mutations";
import { letterValues } from "../seats/data";
import { lockEvent } from "../seats/mutations";
import { groupsOf, isStateCode } from "../states";
import { draftOf, draftSelect, formOf, isAnswered, isScored, listEarlierCourses, readWindow, rubricOf } from "./data";
import { type Arrangement, arrange, fileFieldOf, findShortcomings, readDraft, withQuestion } from "./rules";
import { institutionKinds, QUESTIONS_MAXIMUM, questionOf } from "./schema";
import type {
  ApplicationForm,
  ComposeReason,
  Criterion,
  Draft,
  DraftReason,
  RubricReason,
  SubmitReason,
  WithdrawApplicationReason,
} from "./types";

type QuestionFields = Parameters<typeof questionOf>[0];

/** Adds a question to an event's form, or changes one, as long as nobody answered what would change its meaning. */
export function saveQuestion(
  permit: Permit<"event.manage">,
  revision: number,
  questionId: string | null,
  fields: QuestionFields,
): Promise<Result<null, ComposeReason>> {
  return compose(permit, revision, { question: questionId }, (form, answered) => {
    const before = form.questions.find(({ id }) => id === questionId) ?? null;
    return withQuestion(form, questionId, questionOf(fields, before), { answered, most: QUESTIONS_MAXIMUM });
  });
}

/** Moves, hides, shows or takes away a question of an event's form. */
export function arrangeQuestion(
  permit: Permit<"event.manage">,
  revision: number,
  questionId: string,
  intent: Arrangement,
): Promise<Result<null, ComposeReason>> {
  return compose(permit, revision, { question: questionId, intent }, (form, answered) =>
    arrange(form, questionId, intent, answered),
  );
}

function compose(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  detail: Readonly<Record<string, unknown>>,
  change: (form: ApplicationForm, answered: boolean) => Result<ApplicationForm, ComposeReason>,
): Promise<Result<null, ComposeReason>> {
  return db.$transaction(async (tx) => {
    // Whoever sends the form in holds the event's row for sharing, so that nobody answers a question while it changes.
    await lockEvent(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { applicationForm: true } });
    const form = formOf(event.applicationForm);
    if (form.revision !== revision) return refuse("changed-meanwhile");
    const changed = change(form, await isAnswered(tx, subject.id));
    if (!changed.ok) return changed;
    await tx.event.update({
      where: { id: subject.id },
      data: { applicationForm: JSON.parse(JSON.stringify(changed.value)) as object, origin: "app" },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.application-question",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { ...detail, revision: changed.value.revision },
    });
    return ok(null);
  });
}

/** Sets by what and by how many an event's applications are scored, until the first score. */
export function saveRubric(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  criteria: readonly Criterion[],
  reviewersNeeded: number,
): Promise<Result<null, RubricReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { rubric: true } });
    const before = rubricOf(event.rubric);
    if (before.revision !== revision) return refuse("changed-meanwhile");
    if (await isScored(tx, subject.id)) return refuse("scored");
    let { nextNumber } = before;
    const known = new Set(before.criteria.map(({ id }) => id));
    const rubric = {
      revision: revision + 1,
      criteria: criteria.map((criterion) => ({
        ...criterion,
        id: known.delete(criterion.id) ? criterion.id : `k${nextNumber++}`,
      })),
      nextNumber,
    };
    rubric.nextNumber = nextNumber;
    await tx.event.update({
      where: { id: subject.id },
      data: { rubric, reviewersNeeded, origin: "app" },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.rubric",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { ...rubric, reviewersNeeded },
    });
    return ok(null);
  });
}

type SentFile = { readonly name: string; readonly content: Uint8Array };
export type SavedDraft = {
  readonly revision: number;
  /** The files that were not taken, by their field; everything else is kept. */
  readonly refusedFiles: readonly { readonly field: string; readonly reason: UploadRefusal }[];
};

type Locked = { readonly id: string; readonly state: string; readonly revision: number };

async function lockOwn(tx: Transaction, eventId: string, personId: string): Promise<Locked | null> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT id, state::text, revision FROM application
    WHERE event_id = ${eventId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`;
  return row ?? null;
}

/**
 * Keeps what somebody has typed so far, be it incomplete or too long, with the files they chose. One who withdrew before
 * anybody read it may begin again with what they had.
 */
export function saveDraft(
  { actor, subject }: Permit<"event.join">,
  revision: number,
  fields: Readonly<Record<string, unknown>>,
  files: ReadonlyMap<string, SentFile>,
  removed: string | null,
): Promise<Result<SavedDraft, DraftReason>> {
  return db.$transaction(async (tx) => {
    const event = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { applicationForm: true } });
    if (!(await readWindow(tx, subject.id)).taking) return refuse("not-taking");
    // Of two first clicks at once one makes the row, and both go on with it.
    await tx.$executeRaw`
      INSERT INTO application (event_id, person_id, answers, declared_courses, revision)
      VALUES (${subject.id}::uuid, ${actor.id}::uuid, '{}', '{}', 0) ON CONFLICT (event_id, person_id) DO NOTHING`;
    const own = await lockOwn(tx, subject.id, actor.id);
    if (!own || (own.state !== "drafted" && !(own.state === "withdrawn" && (await isUntouched(tx, own.id)))))
      return refuse("already-sent");
    if (own.revision !== revision) return refuse("changed-meanwhile");
    const form = formOf(event.applicationForm);
    const courses = await listEarlierCourses(tx, subject.id, actor.id, "en");
    const draft = readDraft(form, fields, {
      isState: isStateCode,
      institutionKinds,
      courses: courses.map(({ slug }) => slug),
    });
    await keepDraft(tx, own.id, draft);
    const refusedFiles: SavedDraft["refusedFiles"][number][] = [];
    const asked = form.questions.filter(({ kind, hidden }) => kind === "file" && !hidden);
    for (const { id } of asked) {
      const file = files.get(id);
      if (file) {
        const kept = await keepFile(tx, actor.id, own.id, id, file);
        if (!kept.ok) refusedFiles.push({ field: fileFieldOf(id), reason: kept.reason });
      } else if (removed === id) await dropFile(tx, own.id, id);
    }
    return ok({ revision: revision + 1, refusedFiles });
  });
}

/** Whether nobody has scored or decided an application yet. */
async function isUntouched(tx: Transaction, applicationId: string): Promise<boolean> {
  const row = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { decidedAt: true, sentAt: true, _count: { select: { scores: true } } },
  });
  return row.decidedAt === null && row.sentAt === null && row._count.scores === 0;
}

async function keepDraft(tx: Transaction, id: string, draft: Draft): Promise<void> {
  await tx.application.update({
    where: { id },
    data: {
      state: "drafted",
      submittedAt: null,
      answers: { ...draft.answers } as object,
      stateCode: draft.stateCode,
      institution: draft.institution || null,
      institutionKind: draft.institutionKind,
      position: draft.position || null,
      gender: draft.gender || null,
      declaredCourses: [...draft.declaredCourses],
      savedAt: new Date(),
      revision: { increment: 1 },
    },
    select: { id: true },
  });
}

async function keepFile(
  tx: Transaction,
  actorId: string,
  applicationId: string,
  questionId: string,
  file: SentFile,
): Promise<Result<null, UploadRefusal>> {
  const stored = await storeUpload(tx, actorId, file);
  if (!stored.ok) return stored;
  await dropFile(tx, applicationId, questionId);
  await tx.applicationFile.create({
    data: { applicationId, questionId, uploadId: stored.value.id },
    select: { uploadId: true },
  });
  return ok(null);
}

async function dropFile(tx: Transaction, applicationId: string, questionId: string): Promise<void> {
  const key = { applicationId_questionId: { applicationId, questionId } };
  const old = await tx.applicationFile.findUnique({ where: key, select: { uploadId: true } });
  if (!old) return;
  await tx.applicationFile.delete({ where: key, select: { uploadId: true } });
  await dropUnusedUpload(tx, old.uploadId);
}

/**
 * Sends an application in: complete, and inside the registration window by the database's clock. The groups of the State are
 * kept as they are on this day. A second click finds it sent, and changes nothing.
 */
export function submitApplication(
  { actor, subject }: Permit<"event.join">,
  revision: number,
): Promise<Result<null, SubmitReason>> {
  return db.$transaction(async (tx) => {
    // Shared with other applicants; composing the form waits for it.
    await tx.$queryRaw`SELECT 1 FROM event WHERE id = ${subject.id}::uuid FOR SHARE`;
    const own = await lockOwn(tx, subject.id, actor.id);
    if (!own) return refuse("no-draft");
    if (own.state === "submitted" || own.state === "shortlisted") return ok(null);
    const { taking, upcoming, past, now } = await readWindow(tx, subject.id);
    if (!taking) return refuse("not-taking");
    if (past) return refuse("window-closed");
    if (upcoming) return refuse("not-open-yet");
    if (own.state !== "drafted") return refuse("no-draft");
    if (own.revision !== revision) return refuse("changed-meanwhile");
    const { applicationForm } = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { applicationForm: true },
    });
    const row = await tx.application.findUniqueOrThrow({
      where: { id: own.id },
      select: { ...draftSelect, files: { select: { questionId: true } } },
    });
    const draft = draftOf(row);
    const courses = await listEarlierCourses(tx, subject.id, actor.id, "en");
    const files = row.files.map(({ questionId }) => questionId);
    if (!draft.stateCode || findShortcomings(formOf(applicationForm), draft, files, courses).length > 0)
      return refuse("incomplete");
    await tx.application.update({
      where: { id: own.id },
      data: {
        state: "submitted",
        submittedAt: now,
        groups: { ...groupsOf(draft.stateCode, now) },
        revision: { increment: 1 },
      },
      select: { id: true },
    });
    await writeLetterTo(tx, actor.id, "application-received", await letterValues(tx, subject.id, actor.id));
    return ok(null);
  });
}

/** Takes an application back, at any time; a seat or a place on the waiting list that came of it goes with it. */
export function withdrawApplication({
  actor,
  subject,
}: Permit<"event.join">): Promise<Result<null, WithdrawApplicationReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const own = await lockOwn(tx, subject.id, actor.id);
    if (!own || own.state === "withdrawn" || own.state === "not-selected") return refuse("no-application");
    const place = await tx.enrolment.findUnique({
      where: { eventId_personId: { eventId: subject.id, personId: actor.id } },
      select: { id: true, state: true },
    });
    const placed =
      place !== null && place.state !== "withdrawn" && (own.state === "accepted" || own.state === "waiting");
    if (placed) {
      // Tells of it by itself.
      const left = await withdraw(tx, place.id);
      if (!left.ok) return left.reason === "no-place" ? refuse("no-application") : refuse(left.reason);
    }
    await tx.application.update({
      where: { id: own.id },
      data: { state: "withdrawn", revision: { increment: 1 } },
      select: { id: true },
    });
    if (!placed && own.state !== "drafted")
      await writeLetterTo(tx, actor.id, "application-withdrawn", await letterValues(tx, subject.id, actor.id));
    return ok(null);
  });
}
