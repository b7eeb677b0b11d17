import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { parseCode } from "../code";
import { documentLanguages } from "../documents/rules";
import { getTranscript } from "./data";
import { makeTranscript, takeBackTranscript } from "./mutations";

export const makeTranscriptForm = defineForm({
  schema: z.object({ language: z.enum(documentLanguages) }),
  run: async ({ language }, { actor, at }) => {
    const made = await makeTranscript(actor, language);
    if (!made.ok) return { refused: [{ field: null, key: `problem.transcript.${made.reason}` }] };
    return { to: `${at("/account/transcript")}?done=made` };
  },
});

export const takeBackTranscriptForm = defineForm({
  schema: z.object({ code: z.string().max(60) }),
  run: async ({ code }, { actor, at }) => {
    const transcript = found(await getTranscript(parseCode(code) ?? ""), "transcript");
    await takeBackTranscript(authorize(actor, "certificate.show", transcript));
    return { to: `${at("/account/transcript")}?done=revoked` };
  },
});
