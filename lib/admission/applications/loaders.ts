import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import type { Language } from "@/lib/format/languages";
import { getJoinableEvent } from "../data";
import { getApplyView, getComposer, listMyApplications } from "./data";
import { emptyDraft, findShortcomings } from "./rules";

const slugOf = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** What an event's organizers ask and score by. */
export const loadComposer = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOf(slug)), "event");
  return getComposer(authorize(actor, "event.manage", event), language);
});

/** The page on which a person applies, with what their application still lacks. */
export const loadApply = defineLoader(async (actor, slug: string, language: Language) => {
  const event = found(await getJoinableEvent(slugOf(slug)), "event");
  const view = found(await getApplyView(actor, event, language), "event with selection");
  const draft = view.application?.draft ?? emptyDraft;
  const files = view.application?.files.map(({ questionId }) => questionId) ?? [];
  return { actor, now: new Date(), ...view, shortcomings: findShortcomings(view, draft, files, view.courses) };
});

/** A person's own applications that are still on their way. */
export const loadMyApplications = defineLoader((actor, language: string) => listMyApplications(actor, language));
