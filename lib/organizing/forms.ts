import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { readClosing } from "@/lib/certificates/closing/data";
import { closingSchema } from "@/lib/certificates/dossier/schema";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer, fileField, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { closeExpiredAttempts } from "@/lib/exams/mutations";
import { splitPath } from "@/lib/format/languages";
import { getCourseSubject, getEventForm, getNewEventForm } from "./data";
import { keepDraft } from "./drafts/mutations";
import { closeEvent, createEvent, editEvent, publishEvent, sendToReview } from "./mutations";
import { type EventProblem, eventFields, readEventForm } from "./schema";

const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const refusal = (field: string | null, key: MessageKey): FormAnswer => ({ refused: [{ field, key }] });

/** Problems that other forms have too keep their one sentence. */
const shared: ReadonlySet<string> = new Set(["too-long", "zone", "email"]);

const sentenceOf = ({ problem, ...rest }: EventProblem): Problem => ({
  ...rest,
  key: (shared.has(problem) ? `problem.${problem}` : `problem.event.${problem}`) as MessageKey,
});

export const createEventForm = defineForm({
  schema: eventFields.extend({ course: slugSchema, id: z.uuid() }),
  run: async ({ course: courseSlug, id, ...fields }, { actor, at, page }) => {
    const course = found(await getCourseSubject(courseSlug), "course");
    const permit = authorize(actor, "event.create", course);
    const { settings: ground } = await getNewEventForm(permit, courseSlug, splitPath(page).language);
    const read = readEventForm(fields, { settings: ground, isNew: true, examFixed: false });
    if (!read.ok) return { refused: read.problems.map(sentenceOf) };
    const made = await createEvent(permit, { id, courseId: course.id, settings: read.settings });
    return made.ok
      ? { to: at(`/organize/events/${made.value.slug}?done=created`) }
      : refusal(null, `problem.event.${made.reason}`);
  },
});

const fieldOfEditReason = {
  "seats-below-taken": "seats",
  "seats-reason-required": "seatsReason",
  "admission-fixed": "admission",
  "attempts-lowered": "examAttempts",
} as const;

export const editEventForm = defineForm({
  schema: eventFields.extend({
    event: slugSchema,
    revision,
    language: z.string().max(10).default("en"),
    seatsReason: z.string().trim().max(1000).default(""),
    /** "keep": what is typed is kept beside the event, and checked when it is saved. */
    intent: z.enum(["save", "keep"]).default("save"),
  }),
  run: async ({ event: slug, revision: shown, language, seatsReason, intent, ...fields }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    if (intent === "keep") {
      const kept = await keepDraft(permit, shown, fields);
      return kept.ok ? { to: at(`/organize/events/${slug}?done=kept`) } : refusal(null, `problem.event.${kept.reason}`);
    }
    const form = await getEventForm(permit, language);
    const examFixed = (form.event?.attempts ?? 0) > 0;
    const read = readEventForm(fields, { settings: form.settings, isNew: false, examFixed });
    if (!read.ok) return { refused: read.problems.map(sentenceOf) };
    const edited = await editEvent(permit, shown, read.settings, { seatsReason });
    if (edited.ok) return { to: at(`/organize/events/${slug}?done=edited`) };
    const field =
      edited.reason in fieldOfEditReason ? fieldOfEditReason[edited.reason as keyof typeof fieldOfEditReason] : null;
    return refusal(field, `problem.event.${edited.reason}`);
  },
});

export const publishEventForm = defineForm({
  schema: z.object({ event: slugSchema, revision }),
  run: async ({ event: slug, revision: shown }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const published = await publishEvent(authorize(actor, "event.manage", event), shown);
    return published.ok
      ? { to: at(`/organize/events/${slug}?done=published`) }
      : refusal(null, `problem.event.${published.reason}`);
  },
});

export const sendToReviewForm = defineForm({
  schema: z.object({ event: slugSchema, revision }),
  run: async ({ event: slug, revision: shown }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const sent = await sendToReview(authorize(actor, "event.manage", event), shown);
    return sent.ok ? { to: at(`/organize/events/${slug}?done=sent`) } : refusal(null, `problem.event.${sent.reason}`);
  },
});

export const closeEventForm = defineForm({
  schema: z.intersection(
    z.object({
      event: slugSchema,
      report: z.string().trim().min(1, "problem.event.report-required").max(10_000),
      logo: fileField,
    }),
    closingSchema,
  ),
  run: async ({ event: slug, report, logo, ...fields }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    const dossier = await readClosing(permit, fields, logo);
    if ("problems" in dossier) return { refused: dossier.problems };
    // An attempt whose time is over is not running; it only waits for the sweep.
    await closeExpiredAttempts();
    const closed = await closeEvent(permit, report, dossier.ready);
    return closed.ok
      ? { to: at(`/organize/events/${slug}?done=closed`) }
      : refusal(null, `problem.event.${closed.reason}`);
  },
});
