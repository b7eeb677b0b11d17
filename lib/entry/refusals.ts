import { recordRefusal } from "@/lib/audit/refusals";
import { AccessError } from "@/lib/errors";
import { log } from "@/lib/log";
import { getSuspendedPersonId } from "./request";

/*
 * The doors of writing tell here what they refused. What staff may do and somebody tries who may not, or may no more, is in the
 * record; a person who reaches for another learner's record is answered and not written down.
 */

/** What everybody may do with what is theirs. */
const own: ReadonlySet<string> = new Set([
  "event.join",
  "enrolment.use",
  "attempt.write",
  "certificate.see-whole",
  "certificate.show",
]);

/** Writes down that the access table refused a write of staff. The answer does not depend on whether that could be written. */
export async function keepRefusal(error: unknown, request: Request): Promise<void> {
  if (!(error instanceof AccessError) || own.has(error.attempted.action)) return;
  const { action, ...rest } = error.attempted;
  await keep({ ...rest, tried: action }, request);
}

/** Writes down that a suspended person's session tried to write; nobody's request leaves nothing. */
export async function keepSuspended(request: Request): Promise<void> {
  const personId = await getSuspendedPersonId();
  if (personId)
    await keep({ actorId: personId, tried: "suspended", subjectKind: "person", subjectId: personId }, request);
}

async function keep(refusal: Omit<Parameters<typeof recordRefusal>[0], "path">, request: Request): Promise<void> {
  try {
    await recordRefusal({ ...refusal, path: new URL(request.url).pathname });
  } catch (error) {
    log("error", "a refusal could not be recorded", { ...refusal, error });
  }
}
