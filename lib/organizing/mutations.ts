import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { fold } from "@/lib/format/fold";
import { slugOf } from "@/lib/format/slug";
import { readPool } from "@/lib/questions/data";
import { ok, type Result, refuse } from "@/lib/result";
import { defaultExam, getReviewSender, settingsOf, settingsSelect } from "./data";
import { changedFields, changesExam, eventSlug, findPublishProblems } from "./rules";
import type { CloseReason, CreateReason, EditReason, EventSettings, ExamSettings, PublishReason } from "./types";

const columnsOf = ({
  textLanguage: _1,
  title: _2,
  notice: _3,
  contacts,
  partners: _4,
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
      ...(exam ? { ...examColumns(exam), components: { create: { kind: "exam", weight: 100 } } } : {}),
      searchText: searchTextOf([settings.title], settings, course.searchText),
      layers: { create: { language: settings.textLanguage, title: settings.title, notice: settings.notice } },
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
async function lockEvent(tx: Transaction, eventId: string): Promise<void> {
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

/**
 * Changes an event as the form said, if nobody changed it since that form was shown. What is under review goes back to its
 * organizers as a draft, because another member read something else.
 */
export function editEvent(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  settings: EventSettings,
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
        course: { select: { searchText: true } },
      },
    });
    if (!editable.has(event.state)) return refuse("not-editable");
    const before = settingsOf(event, settings.textLanguage);
    // A second click finds everything as it wants it.
    if (changedFields(before, settings).length === 0) return ok(null);
    if (event.revision !== revision) return refuse("changed-meanwhile");
    if (!event.layers.some(({ language }) => language === settings.textLanguage)) return refuse("changed-meanwhile");
    if (settings.seats !== null && settings.seats < event.seatsTaken) return refuse("seats-below-taken");

    const exam = before.exam ? settings.exam : null;
    if (before.exam && exam && (changesExam(before.exam, exam) || exam.attemptsAllowed < before.exam.attemptsAllowed)) {
      await lockStarts(tx, subject.id);
      const begun = await tx.attempt.findFirst({ where: { eventId: subject.id }, select: { id: true } });
      if (begun) return refuse(changesExam(before.exam, exam) ? "exam-fixed" : "attempts-lowered");
    }
    const fields = changedFields(before, { ...settings, exam });

    const layer = { title: settings.title, notice: settings.notice };
    const layerKey = { eventId: subject.id, language: settings.textLanguage };
    const titles = event.layers.map(({ language, title }) =>
      language === settings.textLanguage ? settings.title : title,
    );
    await tx.eventLayer.update({
      where: { eventId_language: layerKey },
      data: fields.includes("title") || fields.includes("notice") ? { ...layer, reviewedAt: null } : layer,
      select: { eventId: true },
    });
    if (fields.includes("partners")) {
      await tx.eventPartner.deleteMany({ where: { eventId: subject.id } });
      await tx.eventPartner.createMany({
        data: settings.partners.map(({ name, role }) => ({ eventId: subject.id, name, role })),
      });
    }
    await tx.event.update({
      where: { id: subject.id },
      data: {
        ...columnsOf(settings),
        ...(exam ? examColumns(exam) : {}),
        ...(event.state === "in_review" ? { state: "draft" as const } : {}),
        origin: "app",
        revision: { increment: 1 },
        searchText: searchTextOf(titles, settings, event.course.searchText),
      },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.edit",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { revision: revision + 1, fields },
    });
    return ok(null);
  });
}

/** Hands a draft to another member of an organization that has its events reviewed. */
export function sendToReview(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const event = await lockDraft(tx, subject.id, revision);
    if ("refused" in event) return refuse(event.refused);
    if (event.state !== "draft") return ok(null);
    await tx.event.update({ where: { id: subject.id }, data: { state: "in_review" }, select: { id: true } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.send-to-review",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { revision },
    });
    return ok(null);
  });
}

/** Publishes an event that is ready, as it was shown; where the organization asks for it, by somebody else than who sent it to review. */
export function publishEvent(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const event = await lockDraft(tx, subject.id, revision);
    if ("refused" in event) return refuse(event.refused);
    if (event.state === "published") return ok(null);
    if (event.organization.reviewRequired) {
      if (event.state === "draft") return refuse("review-first");
      if ((await getReviewSender(tx, subject.id)) === actor.id) return refuse("reviewed-by-sender");
    }
    await tx.event.update({
      where: { id: subject.id },
      data: { state: "published", publishedAt: new Date() },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.publish",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { revision },
    });
    return ok(null);
  });
}

/** Locks an event on its way to being published, and says why it may not be: changed since it was shown, or not ready. */
async function lockDraft(tx: Transaction, eventId: string, revision: number) {
  await lockEvent(tx, eventId);
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      ...settingsSelect,
      state: true,
      revision: true,
      bankId: true,
      components: { select: { kind: true, weight: true } },
      organization: { select: { reviewRequired: true } },
    },
  });
  if (!editable.has(event.state)) return { refused: "not-a-draft" as const };
  if (event.revision !== revision) return { refused: "changed-since-shown" as const };
  if (event.state === "published") return event;
  const settings = settingsOf(event, "en");
  const pool = settings.exam && event.bankId ? await readPool(tx, event.bankId) : null;
  return findPublishProblems({ ...settings, pool, components: event.components }).length > 0
    ? { refused: "not-ready" as const }
    : event;
}

/**
 * Closes a published event with its organizer's report, which ends joining and starting; an admin can then release its
 * certificates. Not while anybody sits the exam, nor at the same moment as somebody begins it.
 */
export function closeEvent(
  { actor, subject }: Permit<"event.manage">,
  report: string,
): Promise<Result<null, CloseReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    await lockStarts(tx, subject.id);
    const running = await tx.attempt.count({ where: { eventId: subject.id, state: "in_progress" } });
    if (running > 0) return refuse("attempts-running");
    const { count } = await tx.event.updateMany({
      where: { id: subject.id, state: "published" },
      data: { state: "closed", closedAt: new Date(), closedById: actor.id, closingReport: report },
    });
    if (count === 0) {
      const event = await tx.event.findUniqueOrThrow({
        where: { id: subject.id },
        select: { closedById: true, closingReport: true },
      });
      return event.closedById === actor.id && event.closingReport === report ? ok(null) : refuse("not-published");
    }
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.close",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { report },
    });
    return ok(null);
  });
}
