import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import type { Query } from "@/lib/entry/page";
import { found } from "@/lib/errors";
import type { Language } from "@/lib/format/languages";
import { institutionKinds } from "../applications/schema";
import {
  getApplicant,
  getApplicationSubject,
  getSelectionEvent,
  listApplications,
  listBalanceRows,
  listReviewing,
} from "./data";
import { countBalance, readListQuery } from "./rules";

const subjectOf = async (slug: string) =>
  found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");

/** An event's applications, for its organizers and reviewers. */
export const loadApplications = defineLoader(async (actor, slug: string, asked: Query, language: string) => {
  const event = await subjectOf(slug);
  const permit = authorize(actor, "application.list", event);
  const query = readListQuery(asked, institutionKinds);
  const list = await listApplications(permit, query, language);
  return { actor, organizes: can(actor, "event.manage", event), ...list, query: { ...query, page: list.page } };
});

/** One application, for its event's organizers and reviewers; one's own is not there. */
export const loadApplicant = defineLoader(async (actor, slug: string, id: string, language: Language) => {
  const subject = found(
    await getApplicationSubject(
      found(slugSchema.safeParse(slug).data, "event"),
      found(z.uuid().safeParse(id).data, "application"),
    ),
    "application",
  );
  const view = await getApplicant(authorize(actor, "application.review", subject), language);
  return { actor, organizes: can(actor, "application.decide", subject), ...view };
});

/** Who applied, who is on the shortlist and who is to be accepted, side by side. */
export const loadBalance = defineLoader(async (actor, slug: string, language: string) => {
  const event = await subjectOf(slug);
  const permit = authorize(actor, "event.manage", event);
  const [head, rows] = await Promise.all([getSelectionEvent(event.id, language), listBalanceRows(permit)]);
  return { event: head, balance: countBalance(rows, head.stateQuota) };
});

/** The events whose applications wait for the asking person's scores; none for who reviews nothing. */
export const loadReviewing = defineLoader((actor, language: string) => listReviewing(actor, language));
