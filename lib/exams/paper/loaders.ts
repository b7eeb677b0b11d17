import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getEventHead } from "../supervision/data";
import { getKeying, getPaper, listForms } from "./data";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** The forms on paper of an event, and who may be given one. */
export const loadPaper = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  return getPaper(authorize(actor, "event.manage", event), language);
});

/** What is printed: every form that waits for its sheet, or one. */
export const loadForms = defineLoader(async (actor, slug: string, attempt: string | null, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const permit = authorize(actor, "event.manage", event);
  const attemptId = attempt === null ? null : found(z.uuid().safeParse(attempt).data, "form");
  const [head, forms] = await Promise.all([getEventHead(permit, language), listForms(permit, attemptId, language)]);
  return { event: head, forms };
});

/** The keying screen of one sheet. */
export const loadKeying = defineLoader(async (actor, slug: string, attempt: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const permit = authorize(actor, "event.manage", event);
  return found(await getKeying(permit, found(z.uuid().safeParse(attempt).data, "sheet"), language), "sheet");
});
