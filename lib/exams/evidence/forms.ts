import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getAttemptSubject } from "../data";
import { outageMinutes, reason } from "../supervision/schema";
import { decideProposal, proposeDecision } from "./mutations";

const whichAttempt = { event: slugSchema, attempt: z.uuid() };

export const proposeDecisionForm = defineForm({
  schema: z.discriminatedUnion(
    "kind",
    [
      z.object({ ...whichAttempt, kind: z.literal("accept-evidence"), reason }),
      z.object({ ...whichAttempt, kind: z.literal("grant-time"), minutes: outageMinutes, reason }),
    ],
    "problem.decision.kind",
  ),
  run: async ({ event, attempt: attemptId, ...fields }, { actor, at }) => {
    const attempt = found(await getAttemptSubject(attemptId), "attempt");
    const proposed = await proposeDecision(authorize(actor, "attempt.oversee", attempt), {
      kind: fields.kind,
      extraSeconds: fields.kind === "grant-time" ? fields.minutes * 60 : null,
      reason: fields.reason,
    });
    return proposed.ok
      ? { to: at(`/organize/events/${event}/exam/attempts/${attemptId}?done=proposed`) }
      : { refused: [{ field: null, key: `problem.decision.${proposed.reason}` as MessageKey }] };
  },
});

export const decideProposalForm = defineForm({
  schema: z.object({ ...whichAttempt, decision: z.uuid(), verdict: z.enum(["confirm", "refuse"]) }),
  run: async ({ event, attempt: attemptId, decision, verdict }, { actor, at }) => {
    const attempt = found(await getAttemptSubject(attemptId), "attempt");
    const confirm = verdict === "confirm";
    const decided = await decideProposal(authorize(actor, "attempt.decide", attempt), {
      decisionId: decision,
      confirm,
    });
    return decided.ok
      ? { to: at(`/organize/events/${event}/exam/attempts/${attemptId}?done=${confirm ? "confirmed" : "refused"}`) }
      : { refused: [{ field: null, key: `problem.decision.${decided.reason}` as MessageKey }] };
  },
});
