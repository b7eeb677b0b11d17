import { z } from "zod";

const text = (missing: string, least: number) => z.string().trim().min(least, missing).max(4000);

export const makeAppealFields = z.object({ attempt: z.uuid(), appeal: text("problem.appeal.text", 20) });

export const answerAppealFields = z.object({
  event: z.string().min(1).max(120),
  id: z.uuid(),
  upheld: z.enum(["yes", "no"], "problem.appeal.verdict"),
  answer: text("problem.appeal.answer", 20),
});
