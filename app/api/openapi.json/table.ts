import * as certificateFile from "@/app/certificates/[file]/route";
import { codeParams } from "@/lib/certificates/call-schema";
import type { DescribedCall, Method } from "@/lib/entry/describe-calls";
import * as answer from "../attempts/[attemptId]/answers/[position]/route";
import * as contact from "../attempts/[attemptId]/contact/route";
import * as flag from "../attempts/[attemptId]/flags/[position]/route";
import * as receipt from "../attempts/[attemptId]/receipt/route";
import * as result from "../attempts/[attemptId]/result/route";
import * as attempt from "../attempts/[attemptId]/route";
import * as submission from "../attempts/[attemptId]/submission/route";
import * as certificate from "../certificates/[code]/route";
import * as attempts from "../events/[slug]/attempts/route";
import * as enrolments from "../events/[slug]/enrolments/route";
import * as rehearsalAnswer from "../events/[slug]/rehearsal/answers/[position]/route";
import * as resultsFile from "../events/[slug]/results.csv/route";
import * as health from "../health/route";

/** Every call of the JSON interface under its address. */
export const calls: Readonly<Record<string, Partial<Record<Method, DescribedCall>>>> = {
  "/api/health": { get: { call: health.GET } },
  "/api/events/{slug}/enrolments": { post: { call: enrolments.POST } },
  "/api/events/{slug}/attempts": { post: { call: attempts.POST } },
  "/api/events/{slug}/results.csv": { get: { call: resultsFile.GET, file: "text/csv" } },
  "/api/attempts/{attemptId}": { get: { call: attempt.GET } },
  "/api/attempts/{attemptId}/answers/{position}": { put: { call: answer.PUT } },
  "/api/attempts/{attemptId}/flags/{position}": { put: { call: flag.PUT } },
  "/api/attempts/{attemptId}/contact": { post: { call: contact.POST } },
  "/api/attempts/{attemptId}/submission": { post: { call: submission.POST } },
  "/api/attempts/{attemptId}/result": { get: { call: result.GET } },
  "/api/attempts/{attemptId}/receipt": { get: { call: receipt.GET } },
  "/api/events/{slug}/rehearsal/answers/{position}": { put: { call: rehearsalAnswer.PUT } },
  "/api/certificates/{code}": { get: { call: certificate.GET } },
  "/certificates/{code}.json": { get: { call: certificateFile.GET, params: codeParams } },
  "/certificates/{code}.pdf": { get: { call: certificateFile.GET, params: codeParams, file: "application/pdf" } },
};
