import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import type { Actor, EventSubject } from "@/lib/access/policy";
import { endAdmission } from "@/lib/admission/closing/mutations";
import { offerFreeSeats } from "@/lib/admission/seats/mutations";
import { recordAudit } from "@/lib/audit/record";
import { isReleaseOpen } from "@/lib/certificates/dossier/data";
import { keepDossier } from "@/lib/certificates/dossier/mutations";
import type { ReadyDossier } from "@/lib/certificates/dossier/types";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { env } from "@/lib/env";
import { fold } from "@/lib/format/fold";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { slugOf } from "@/lib/format/slug";
import { writeLettersTo } from "@/lib/mail/outbox";
import { readPool } from "@/lib/questions/data";
import { ok, type Result, refuse } from "@/lib/result";
import { tellConcerned } from "./concerned/mutations";
import { describeMove } from "./concerned/texts";
import { countSessions, defaultExam, getReviewSender, hasComers, settingsOf, settingsSelect } from "./data";
import {
  changedFields,
  changesCalendar,
  changesExam,
  eventSlug,
  findPublishProblems,
  movesEvent,
  raisesCeiling,
  steps,
  whyNot,
} from "./rules";
import type {
  CreateReason,
  EditReason,
  EventSettings,
  EventState,
  ExamSettings,
  PublishReason,
  Step,
  StepReason,
} from "./types";

const columnsOf = ({
  textLanguage: _1,
  title: _2,
  notice: _3,
  otherTexts: _6,
  contacts,
  partners: _4,
  components: _7,
  exam: _5,
  languages,
  ...row
}: EventSettings) => ({
  ...row,
  languages: [...languages],
  contacts: contacts.map(({ role, email }) => ({ role, email })),
});

const examColumns = ({ blueprint, ...rest }: ExamSettings) => ({
  ...rest,
  blueprint: {
    ...blueprint,
    norms: [...blueprint.norms],
    quotas: (blueprint.quotas ?? []).map((quota) => ({ ...quota })),
  },
});

const searchTextOf = (titles: readonly string[], settings: EventSettings, courseText: string): string =>
  fold([...titles, settings.reference, settings.place ?? "", courseText].join(" "));

/** The text of an event in each of its languages. */
const textsOf = ({ textLanguage, title, notice, otherTexts }: EventSettings) => [
  { language: textLanguage, title, notice },
  ...otherTexts.map((other) => ({ ...other })),
];
const titlesOf = (settings: EventSettings): string[] => textsOf(settings).map(({ title }) => title);

export type NewEvent = { readonly id: string; readonly courseId: string; readonly settings: EventSettings };

/**
 * Makes a draft from a course, bound to the course's newest edition; its address is made from its title. The form brings the
 * new event's id, so that a second click finds what the first one made; the same id with other settings is another event.
 */
export async function createEvent(
  permit: Permit<"event.create">,
  event: NewEvent,
): Promise<Result<{ readonly slug: string }, CreateReason>> {
  let id = event.id;
  for (let tries = 1; ; tries++) {
    try {
      return await db.$transaction((tx) => insertEvent(tx, permit, { ...event, id }));
    } catch (error) {
      if (tries >= 5 || !isUniqueViolation(error)) throw error;
      const made = await findMade(permit, { ...event, id });
      if (made) return ok(made);
      // Taken by another event, or two drafts of one title wanted one address: the slower one takes the next.
      id = randomUUID();
    }
  }
}

/** The draft that an earlier click of the same form made; null where the id or the address is another event's. */
async function findMade(
  { subject }: Permit<"event.create">,
  { id, courseId, settings }: NewEvent,
): Promise<{ readonly slug: string } | null> {
  const made = await db.event.findFirst({
    where: { id, courseId, organizationId: subject.organizationId },
    select: { ...settingsSelect, slug: true },
  });
  return made && changedFields(settingsOf(made, settings.textLanguage), settings).length === 0
    ? { slug: made.slug }
    : null;
}

async function insertEvent(
  tx: Transaction,
  { actor, subject }: Permit<"event.create">,
  { id, courseId, settings }: NewEvent,
): Promise<Result<{ readonly slug: string }, CreateReason>> {
  const course = await tx.course.findUniqueOrThrow({
    where: { id: courseId, organizationId: subject.organizationId },
    select: {
      bankId: true,
      exam: true,
      searchText: true,
      editions: { orderBy: { number: "desc" }, take: 1, select: { id: true } },
    },
  });
  const [edition] = course.editions;
  if (!edition) return refuse("no-edition");
  const near = await tx.event.findMany({
    where: { slug: { startsWith: slugOf(settings.title, "event") } },
    select: { slug: true },
  });
  const slug = eventSlug(
    settings.title,
    near.map((event) => event.slug),
  );
  const exam = defaultExam(course.exam) ? settings.exam : null;
  await tx.event.create({
    data: {
      id,
      slug,
      courseId,
      organizationId: subject.organizationId,
      editionId: edition.id,
      ...columnsOf(settings),
      bankId: exam ? course.bankId : null,
      ...(exam
        ? {
            ...examColumns(exam),
            components: { create: settings.components.map(({ kind, weight }) => ({ kind, weight })) },
          }
        : {}),
      searchText: searchTextOf(titlesOf(settings), settings, course.searchText),
      layers: { create: textsOf(settings) },
      partners: { create: settings.partners.map(({ name, role }) => ({ name, role })) },
    },
    select: { id: true },
  });
  await recordAudit(tx, {
    actorId: actor.id,
    action: "event.create",
    subjectKind: "event",
    subjectId: id,
    detail: { slug },
  });
  return ok({ slug });
}

/** Locks an event against every other change of it; an attempt that begins only refers to it and is not held up. */
export async function lockEvent(tx: Transaction, eventId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Waits for every attempt that is beginning, and lets no other begin before this transaction ends: a start holds the lock of
 * its enrolment from reading the event's settings until its attempt is stored.
 */
async function lockStarts(tx: Transaction, eventId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM enrolment WHERE event_id = ${eventId}::uuid ORDER BY id FOR UPDATE`;
}

const editable: ReadonlySet<string> = new Set(["draft", "in_review", "published"]);

/** What keeps an event with these settings from being published. */
async function problemsOf(
  tx: Transaction,
  settings: EventSettings,
  event: { readonly id: string; readonly bankId: string | null; readonly courseHours: number | null },
) {
  const pool = settings.exam && event.bankId ? await readPool(tx, event.bankId) : null;
  const sessions = await countSessions(tx, event.id);
  return findPublishProblems({ ...settings, studyHours: settings.studyHours ?? event.courseHours, pool, sessions });
}

type EditNote = {
  /** Why a recommended ceiling is raised. */
  readonly seatsReason?: string;
};

/**
 * Changes an event as the form said, if nobody changed it since that form was shown. What is under review goes back to its
 * organizers as a draft, because another member read something else. Everybody concerned by a published event is told once when
 * it moves, and seats that are added go to who waits.
 */
export function editEvent(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  settings: EventSettings,
  { seatsReason = "" }: EditNote = {},
): Promise<Result<null, EditReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        ...settingsSelect,
        state: true,
        revision: true,
        seatsTaken: true,
        seatsHeld: true,
        bankId: true,
        course: { select: { searchText: true, studyHours: true } },
      },
    });
    if (!editable.has(event.state)) return refuse("not-editable");
    const before = settingsOf(event, settings.textLanguage);
    // A second click finds everything as it wants it.
    if (changedFields(before, settings).length === 0) {
      await forgetDraft(tx, subject.id, actor.id);
      return ok(null);
    }
    if (event.revision !== revision) return refuse("changed-meanwhile");
    if (!event.layers.some(({ language }) => language === settings.textLanguage)) return refuse("changed-meanwhile");
    if (settings.seats !== null && settings.seats < event.seatsTaken + event.seatsHeld)
      return refuse("seats-below-taken");
    const published = event.state === "published";
    const raised = published && raisesCeiling(before, settings);
    if (raised && !seatsReason) return refuse("seats-reason-required");
    if (settings.admission !== before.admission && (await hasComers(tx, subject.id))) return refuse("admission-fixed");

    const exam = before.exam ? settings.exam : null;
    const components = before.exam ? settings.components : before.components;
    const after = { ...settings, exam, components };
    const fields = changedFields(before, after);
    const changesRule = fields.includes("components") || (before.exam && exam && changesExam(before.exam, exam));
    if (before.exam && exam && (changesRule || exam.attemptsAllowed < before.exam.attemptsAllowed)) {
      await lockStarts(tx, subject.id);
      const begun = await tx.attempt.findFirst({ where: { eventId: subject.id }, select: { id: true } });
      if (begun) return refuse(changesRule ? "exam-fixed" : "attempts-lowered");
    }
    if (published) {
      const facts = { id: subject.id, bankId: event.bankId, courseHours: event.course.studyHours };
      const had = new Set((await problemsOf(tx, before, facts)).map(({ kind }) => kind));
      if ((await problemsOf(tx, after, facts)).some(({ kind }) => !had.has(kind))) return refuse("breaks-publishing");
    }

    await storeTexts(tx, subject.id, before, after);
    if (fields.includes("partners")) {
      await tx.eventPartner.deleteMany({ where: { eventId: subject.id } });
      await tx.eventPartner.createMany({
        data: settings.partners.map(({ name, role }) => ({ eventId: subject.id, name, role })),
      });
    }
    if (fields.includes("components")) {
      await tx.scoreComponent.deleteMany({ where: { eventId: subject.id } });
      await tx.scoreComponent.createMany({
        data: components.map(({ kind, weight }) => ({ eventId: subject.id, kind, weight })),
      });
    }
    await tx.event.update({
      where: { id: subject.id },
      data: {
        ...columnsOf(settings),
        ...(exam ? examColumns(exam) : {}),
        ...(event.state === "in_review" ? { state: "draft" as const } : {}),
        ...(changesCalendar(fields) ? { calendarSequence: { increment: 1 } } : {}),
        origin: "app",
        revision: { increment: 1 },
        searchText: searchTextOf(titlesOf(settings), settings, event.course.searchText),
      },
      select: { id: true },
    });
    await forgetDraft(tx, subject.id, actor.id);
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.edit",
      subjectKind: "event",
      subjectId: subject.id,
      detail: {
        revision: revision + 1,
        fields,
        ...(raised ? { seats: { from: before.seats, to: settings.seats }, reason: seatsReason } : {}),
      },
    });
    if (!published) return ok(null);
    if (movesEvent(fields))
      await tellConcerned(tx, subject.id, "event-moved", (reader) => ({
        changes: describeMove(before, settings, reader),
      }));
    if (fields.includes("seats")) await offerFreeSeats(tx, subject.id);
    return ok(null);
  });
}

/** What an organizer typed and kept is over once it is saved. */
async function forgetDraft(tx: Transaction, eventId: string, personId: string): Promise<void> {
  await tx.eventDraft.deleteMany({ where: { eventId, personId } });
}

/** Stores the texts that changed, each without a review of its translation; a language that was emptied has no text any more. */
async function storeTexts(
  tx: Transaction,
  eventId: string,
  before: EventSettings,
  after: EventSettings,
): Promise<void> {
  const had = new Map(textsOf(before).map((text) => [text.language, JSON.stringify(text)]));
  for (const text of textsOf(after)) {
    if (had.get(text.language) === JSON.stringify(text)) continue;
    await tx.eventLayer.upsert({
      where: { eventId_language: { eventId, language: text.language } },
      create: { eventId, ...text },
      update: { title: text.title, notice: text.notice, reviewedAt: null },
      select: { eventId: true },
    });
  }
  const kept = textsOf(after).map(({ language }) => language);
  await tx.eventLayer.deleteMany({ where: { eventId, language: { notIn: kept } } });
}

/** Hands a draft to another member of an organization that has its events reviewed, and writes to all who may review it. */
export function sendToReview(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const event = await lockDraft(tx, subject.id, revision, actor.id);
    if ("refused" in event) return refuse(event.refused);
    // A second click finds it sent.
    if (event.facts.state === "in-review") return ok(null);
    const reason = whyNot("send-to-review", event.facts);
    if (reason) return refuse(reason);
    await tx.event.update({ where: { id: subject.id }, data: { state: "in_review" }, select: { id: true } });
    await recordStep(tx, "send-to-review", { actor, subject }, { revision });
    await tellReviewers(tx, subject, actor);
    return ok(null);
  });
}

/** Publishes an event that is ready, as it was shown; where the organization asks for reviews, passing the review does. */
export function publishEvent(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const event = await lockDraft(tx, subject.id, revision, actor.id);
    if ("refused" in event) return refuse(event.refused);
    if (event.facts.state === "published") return ok(null);
    const reason = whyNot("publish", event.facts);
    if (reason) return refuse(reason);
    await tx.event.update({
      where: { id: subject.id },
      data: { state: "published", publishedAt: new Date() },
      select: { id: true },
    });
    await recordStep(tx, "publish", { actor, subject }, { revision });
    return ok(null);
  });
}

/** Writes into the record that somebody took a step with an event. */
export const recordStep = (
  tx: Transaction,
  step: Step,
  { actor, subject }: Pick<Permit<"event.manage">, "actor" | "subject">,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordAudit(tx, {
    actorId: actor.id,
    action: steps[step].audit,
    subjectKind: "event",
    subjectId: subject.id,
    detail,
  });

/** Writes to everybody who may review an event, but for who sent it: the organization's and the event's organizers and reviewers. */
async function tellReviewers(tx: Transaction, { id, organizationId }: EventSubject, sender: Actor): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  const reviewers = await tx.grant.findMany({
    where: {
      role: { in: ["organizer", "reviewer"] },
      revokedAt: null,
      personId: { not: sender.id },
      person: { suspendedAt: null },
      OR: [{ organizationId }, { eventId: id }],
    },
    distinct: ["personId"],
    select: { personId: true },
  });
  await writeLettersTo(
    tx,
    reviewers.map(({ personId }) => ({
      personId,
      kind: "event-review-asked",
      values: (language) => ({
        event: pickLayer(event.layers, language)?.title ?? event.slug,
        name: sender.fullName,
        link: env().origin + localPath(language, `/organize/events/${event.slug}/review`),
      }),
    })),
  );
}

/** Locks an event on its way to being published, and reads what decides its next step; refused when it changed since it was shown. */
export async function lockDraft(tx: Transaction, eventId: string, revision: number, actorId: string) {
  await lockEvent(tx, eventId);
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      ...settingsSelect,
      state: true,
      revision: true,
      bankId: true,
      course: { select: { studyHours: true } },
      organization: { select: { reviewRequired: true } },
    },
  });
  const state = event.state.replace("_", "-") as EventState;
  if (!editable.has(event.state)) return { refused: "not-a-draft" as const };
  if (event.revision !== revision) return { refused: "changed-since-shown" as const };
  const unpublished = state === "draft" || state === "in-review";
  const problems = unpublished
    ? await problemsOf(tx, settingsOf(event, "en"), {
        id: eventId,
        bankId: event.bankId,
        courseHours: event.course.studyHours,
      })
    : [];
  const sentById = await getReviewSender(tx, eventId);
  return {
    sentById,
    facts: {
      state,
      reviewRequired: event.organization.reviewRequired,
      ready: problems.length === 0,
      sentByActor: sentById === actorId,
      runningAttempts: 0,
      openAppeals: 0,
      releaseOpen: false,
    },
  };
}

/**
 * Closes a published event with its organizer's report, which ends joining and starting; an admin can then release its
 * certificates. Not while anybody sits the exam, nor at the same moment as somebody begins it.
 */
export function closeEvent(
  { actor, subject }: Permit<"event.manage">,
  report: string,
  dossier?: ReadyDossier,
): Promise<Result<null, StepReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    await lockStarts(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: { state: true, closedById: true, closingReport: true },
    });
    // A second click finds it closed as it wanted.
    if (event.state === "closed" && event.closedById === actor.id && event.closingReport === report) return ok(null);
    const reason = whyNot("close", await readFacts(tx, subject.id, event.state));
    if (reason) return refuse(reason);
    await tx.event.update({
      where: { id: subject.id },
      data: { state: "closed", closedAt: new Date(), closedById: actor.id, closingReport: report },
      select: { id: true },
    });
    if (dossier) await keepDossier(tx, actor, subject.id, dossier);
    await endAdmission(tx, subject.id);
    await recordStep(tx, "close", { actor, subject }, { report });
    return ok(null);
  });
}

/** What decides the steps of an event that is published or over; the caller holds its lock. */
export async function readFacts(tx: Transaction, eventId: string, state: string) {
  const [runningAttempts, openAppeals] = [
    await tx.attempt.count({ where: { eventId, state: "in_progress" } }),
    await tx.appeal.count({ where: { answeredAt: null, attempt: { eventId } } }),
  ];
  return {
    state: state.replace("_", "-") as EventState,
    reviewRequired: false,
    ready: true,
    sentByActor: false,
    runningAttempts,
    openAppeals,
    releaseOpen: state === "closed" && (await isReleaseOpen(tx, eventId)),
  };
}
