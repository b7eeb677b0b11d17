import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getRollSubject } from "@/lib/sessions/attendance/data";
import { type RecordReason, recordAttendance } from "@/lib/sessions/attendance/mutations";
import { attendanceCall, laterAttendanceRefusal, recordAttendanceBody } from "@/lib/sessions/schema";

const door = {
  summary: "Records whether one person was at a session; of two that were said the later one stands.",
  params: z.object({ id: z.uuid(), enrolment: z.uuid() }),
  body: recordAttendanceBody,
  answers: { 200: attendanceCall },
  refusals: { 409: laterAttendanceRefusal, 410: ["cancelled", "fixed"], 422: ["too-early", "own"] },
};

const refused: Readonly<Record<RecordReason, readonly [status: number, sentence: string]>> = {
  gone: [404, "There is nothing here."],
  cancelled: [410, "This session was cancelled."],
  fixed: [410, "The event is closed: attendance is no longer recorded."],
  "too-early": [422, "The roll is called from two hours before the session."],
  own: [422, "Somebody else records your own attendance."],
};

/** Saves one tap of a roll call. A route, not a form: the page calls it at every tap, without drawing itself again. */
export const PUT = defineRoute(door, async ({ actor, params, body }) => {
  const session = found(await getRollSubject(params.id), "session");
  const permit = authorize(actor, "attendance.record", session.event);
  const saved = await recordAttendance(permit, params.id, {
    enrolmentId: params.enrolment,
    state: body.state,
    saidAt: new Date(body.saidAt),
  });
  if (!saved.ok) {
    const [status, sentence] = refused[saved.reason];
    return problem(status, saved.reason === "gone" ? "not-found" : saved.reason, sentence);
  }
  const { stands, ...standing } = saved.value;
  return stands
    ? json(standing)
    : problem(409, "said-later", "Something later was said of this person.", { attendance: standing });
});
