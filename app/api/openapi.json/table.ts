import * as didDocument from "@/app/.well-known/did.json/route";
import * as certificateFile from "@/app/certificates/[file]/route";
import * as keys from "@/app/certificates/keys.json/route";
import * as statusList from "@/app/certificates/status/[number]/[purpose]/route";
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
import * as commentsFile from "../events/[slug]/comments.csv/route";
import * as draft from "../events/[slug]/draft/route";
import * as enrolments from "../events/[slug]/enrolments/route";
import * as pack from "../events/[slug]/modules/[module]/pack/route";
import * as rehearsalAnswer from "../events/[slug]/rehearsal/answers/[position]/route";
import * as reportFile from "../events/[slug]/report.csv/route";
import * as resultsFile from "../events/[slug]/results.csv/route";
import * as health from "../health/route";
import * as notes from "../notes/route";
import * as notesText from "../notes.md/route";
import * as specimen from "../organizations/[slug]/specimen.pdf/route";
import * as picture from "../pictures/[id]/route";
import * as attendance from "../sessions/[id]/attendance/[enrolment]/route";

/** Every call of the JSON interface under its address. */
export const calls: Readonly<Record<string, Partial<Record<Method, DescribedCall>>>> = {
  "/api/health": { get: { call: health.GET } },
  "/api/events/{slug}/enrolments": { post: { call: enrolments.POST } },
  "/api/events/{slug}/draft": { put: { call: draft.PUT } },
  "/api/events/{slug}/attempts": { post: { call: attempts.POST } },
  "/api/events/{slug}/comments.csv": { get: { call: commentsFile.GET, file: "text/csv" } },
  "/api/events/{slug}/report.csv": { get: { call: reportFile.GET, file: "text/csv" } },
  "/api/events/{slug}/results.csv": { get: { call: resultsFile.GET, file: "text/csv" } },
  "/api/sessions/{id}/attendance/{enrolment}": { put: { call: attendance.PUT } },
  "/api/attempts/{attemptId}": { get: { call: attempt.GET } },
  "/api/attempts/{attemptId}/answers/{position}": { put: { call: answer.PUT } },
  "/api/attempts/{attemptId}/flags/{position}": { put: { call: flag.PUT } },
  "/api/attempts/{attemptId}/contact": { post: { call: contact.POST } },
  "/api/attempts/{attemptId}/submission": { post: { call: submission.POST } },
  "/api/attempts/{attemptId}/result": { get: { call: result.GET } },
  "/api/attempts/{attemptId}/receipt": { get: { call: receipt.GET } },
  "/api/events/{slug}/rehearsal/answers/{position}": { put: { call: rehearsalAnswer.PUT } },
  "/api/events/{slug}/modules/{module}/pack": { get: { call: pack.GET, file: "text/html" } },
  "/api/notes": { get: { call: notes.GET } },
  "/api/notes.md": { get: { call: notesText.GET, file: "text/markdown" } },
  "/api/pictures/{id}": { get: { call: picture.GET, file: "image/*" } },
  "/api/organizations/{slug}/specimen.pdf": { get: { call: specimen.GET, file: "application/pdf" } },
  "/api/certificates/{code}": { get: { call: certificate.GET } },
  "/certificates/{code}.json": { get: { call: certificateFile.GET, params: codeParams } },
  "/certificates/keys.json": { get: { call: keys.GET } },
  "/certificates/status/{number}/{purpose}": { get: { call: statusList.GET } },
  "/.well-known/did.json": { get: { call: didDocument.GET } },
  "/certificates/{code}.png": { get: { call: certificateFile.GET, params: codeParams, file: "image/png" } },
  "/certificates/{code}.svg": { get: { call: certificateFile.GET, params: codeParams, file: "image/svg+xml" } },
  "/certificates/{code}.pdf": { get: { call: certificateFile.GET, params: codeParams, file: "application/pdf" } },
};
