import { authorize } from "@/lib/access/authorize";
import { defineRoute, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { receiptCall } from "@/lib/exams/call-schema";
import { getAttemptSubject, getReceipt } from "@/lib/exams/data";
import { attemptParams } from "@/lib/exams/schema";

const door = {
  summary: "The receipt of a closed attempt as a file: what was saved and when, and the hash over it.",
  params: attemptParams,
  answers: { 200: receiptCall },
  refusals: { 409: ["in-progress"] },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
  const attempt = found(await getAttemptSubject(params.attemptId), "attempt");
  const receipt = await getReceipt(authorize(actor, "attempt.review", attempt));
  if (!receipt) return problem(409, "in-progress", "The attempt has not ended.");
  return new Response(`${JSON.stringify(receipt, null, 2)}\n`, {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="receipt-${receipt.attemptId.slice(0, 8)}.json"`,
      "cache-control": "no-store",
    },
  });
});
