import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { reason } from "../supervision/schema";
import { findSheet, getPaper } from "./data";
import { keySheet, preparePaper, settleSheet, withdrawPaper } from "./mutations";
import { parseSheetCode } from "./rules";
import type { KeyedAnswers } from "./types";

export const preparePaperForm = defineForm({
  schema: z.object({
    event: slugSchema,
    language: z.string().regex(/^[a-z]{2}$/, "problem.invalid"),
    people: z.array(z.uuid(), "problem.paper.choose").min(1, "problem.paper.choose").max(500),
  }),
  run: async ({ event: slug, language, people }, { actor, at, language: shown }) => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    const { candidates } = await getPaper(permit, shown);
    const names = new Map(candidates.map(({ enrolmentId, fullName }) => [enrolmentId, fullName]));
    const problems: Problem[] = [];
    // Each form is a transaction of its own: one person's refusal takes nobody else's form away.
    for (const enrolmentId of new Set(people)) {
      const prepared = await preparePaper(permit, { enrolmentId, language });
      if (!prepared.ok)
        problems.push({
          field: "people",
          key: `problem.paper.${prepared.reason}` as MessageKey,
          values: { name: names.get(enrolmentId) ?? "" },
        });
    }
    if (problems.length > 0) return { refused: problems };
    return { to: at(`/organize/events/${slug}/exam/paper?done=prepared&count=${new Set(people).size}`) };
  },
});

export const findSheetForm = defineForm({
  schema: z.object({ event: slugSchema, code: z.string().trim().min(1).max(40) }),
  run: async ({ event: slug, code }, { actor, at }): Promise<FormAnswer> => {
    const event = found(await getEventSubject(slug), "event");
    const parsed = parseSheetCode(code);
    if (!parsed) return { refused: [{ field: "code", key: "problem.paper.code" }] };
    const attemptId = await findSheet(authorize(actor, "event.manage", event), parsed);
    return attemptId
      ? { to: at(`/organize/events/${slug}/exam/paper/sheets/${attemptId}`) }
      : { refused: [{ field: "code", key: "problem.paper.no-sheet" }] };
  },
});

const sheetFields = z
  .object({ event: slugSchema, attempt: z.uuid(), pass: z.enum(["1", "2", "settle"]) })
  .catchall(z.union([z.string(), z.array(z.string())]));

/** What was keyed: fields named q and the position; an empty value says that the row bears no mark. */
export function readKeyed(fields: Readonly<Record<string, string | string[]>>): KeyedAnswers {
  const keyed: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    const position = /^q([1-9]\d{0,2})$/.exec(name)?.[1];
    if (position) keyed[position] = [...new Set([value].flat().filter((id) => id !== ""))];
  }
  return keyed;
}

export const keySheetForm = defineForm({
  schema: sheetFields,
  run: async ({ event: slug, attempt: attemptId, pass, ...fields }, { actor, at }): Promise<FormAnswer> => {
    const event = found(await getEventSubject(slug), "event");
    const permit = authorize(actor, "event.manage", event);
    const answers = readKeyed(fields);
    const keyed =
      pass === "settle"
        ? await settleSheet(permit, { attemptId, answers })
        : await keySheet(permit, { attemptId, pass: pass === "1" ? 1 : 2, answers });
    if (!keyed.ok) return { refused: [{ field: null, key: `problem.paper.${keyed.reason}` as MessageKey }] };
    return { to: at(`/organize/events/${slug}/exam/paper/sheets/${attemptId}?done=${keyed.value.outcome}`) };
  },
});

export const withdrawPaperForm = defineForm({
  schema: z.object({ event: slugSchema, attempt: z.uuid(), reason }),
  run: async ({ event: slug, attempt: attemptId, reason: why }, { actor, at }): Promise<FormAnswer> => {
    const event = found(await getEventSubject(slug), "event");
    const withdrawn = await withdrawPaper(authorize(actor, "event.manage", event), { attemptId, reason: why });
    return withdrawn.ok
      ? { to: at(`/organize/events/${slug}/exam/paper?done=withdrawn`) }
      : { refused: [{ field: null, key: "problem.paper.not-open" }] };
  },
});
