import type { Platform } from "../../setup/platform";
import { signInAs, Visitor } from "../../setup/visitor";
import { addLearner, answersFor, askOwner } from "./answers";
import { sealFor } from "./session";

/*
 * States that pages show and that take somebody's work to reach: an event that is over, an exam that was passed, a letter, a
 * certificate. Each is made through the calls and forms that people use, on a copy of the demonstration's event.
 */

/** Copies the demonstration's event under another address, so that a journey may change and close it. */
export async function copyEvent(adminUrl: string, slug: string, title: string): Promise<void> {
  await askOwner(
    adminUrl,
    `WITH e AS (
       INSERT INTO event (slug, course_id, organization_id, edition_id, state, reference, registration_opens_at, registration_closes_at, opens_at, closes_at,
         zone, delivery, region, languages, seats, admission, contacts, certificate_kind, bank_id, blueprint, time_limit_seconds, attempts_allowed, threshold_percent, strict, published_at)
       SELECT $1, course_id, organization_id, edition_id, 'published', 'E2E/' || $1, registration_opens_at, registration_closes_at, opens_at, closes_at,
         zone, delivery, region, languages, 35, 'open', contacts, certificate_kind, bank_id, blueprint, time_limit_seconds, attempts_allowed, threshold_percent, strict, now()
       FROM event WHERE slug = 'un-cyber-norms-csirts-online' RETURNING id),
     l AS (INSERT INTO event_layer (event_id, language, title) SELECT id, 'en', $2 FROM e)
     INSERT INTO score_component (event_id, kind, weight) SELECT id, 'exam', 100 FROM e`,
    [slug, title],
  );
}

/** Somebody signed in by a session of which only the id is known. */
export const visitorOf = async (platform: Platform, sessionId: string): Promise<Visitor> =>
  new Visitor(platform.baseUrl, await sealFor(platform, sessionId));

/** A published question of a bank, and one that somebody is writing a new version of. */
export async function readBankQuestions(
  adminUrl: string,
  bank: string,
): Promise<{ readonly published: string; readonly drafted: string }> {
  const ids = await askOwner<{ id: string }>(
    adminUrl,
    "SELECT q.id FROM question q JOIN bank b ON b.id = q.bank_id WHERE b.slug = $1 ORDER BY q.external_id LIMIT 2",
    [bank],
  );
  const [published, drafted] = ids.map(({ id }) => id);
  if (!published || !drafted) throw new Error(`The bank ${bank} has no two questions.`);
  await askOwner(
    adminUrl,
    `INSERT INTO question_draft (question_id, content, updated_by_id)
     SELECT $1, jsonb_build_object('kind', v.kind, 'module', v.module_slug, 'outcome', v.outcome, 'norms', v.norms, 'cbms', v.cbms,
       'bloom', '', 'ease', '60', 'citations', '[]'::jsonb, 'authors', '[]'::jsonb,
       'options', (SELECT jsonb_agg(jsonb_build_object('id', o, 'right', o = ANY(v.key_ids), 'share', '')) FROM unnest(v.option_ids) o),
       'layers', jsonb_build_array(jsonb_build_object('language', 'en', 'stem', l.stem || ' Choose the one answer that fits best.', 'rationale', l.rationale,
         'options', l.options, 'reasons', l.reasons))), p.id
     FROM question_version v JOIN question_layer l ON l.version_id = v.id AND l.language = 'en', person p
     WHERE v.question_id = $1 ORDER BY v.number DESC, p.created_at LIMIT 1
     ON CONFLICT (question_id) DO NOTHING`,
    [drafted],
  );
  return { published, drafted };
}

/** Starts an exam as its learner would. Returns the attempt's id. */
export async function startExam(learner: Visitor, slug: string): Promise<string> {
  const answer = await learner.call("POST", `/api/events/${slug}/attempts`);
  if (!answer.ok) throw new Error(`The exam of ${slug} did not start: ${answer.status}`);
  return ((await answer.json()) as { attemptId: string }).attemptId;
}

/** Sits an exam from its start to its submission with so many right answers of thirty. Returns the attempt's id. */
async function sitExam(platform: Platform, learner: Visitor, slug: string, right: number): Promise<string> {
  const attemptId = await startExam(learner, slug);
  for (const { position, optionId } of await answersFor(platform.adminUrl, attemptId, right))
    await learner.call("PUT", `/api/attempts/${attemptId}/answers/${position}`, { optionIds: [optionId], sequence: 1 });
  const submitted = await learner.call("POST", `/api/attempts/${attemptId}/submission`);
  if (!submitted.ok) throw new Error(`The exam of ${slug} was not submitted: ${submitted.status}`);
  return attemptId;
}

async function accepted(answer: Promise<Response>): Promise<void> {
  const { status, headers } = await answer;
  const to = headers.get("location") ?? "";
  if (status !== 303 || !to.includes("done=")) throw new Error(`A form was refused: ${status} ${to}`);
}

export type FinishedEvent = {
  readonly slug: string;
  /** Passed, and holds a certificate. */
  readonly holder: { readonly sessionId: string; readonly attemptId: string; readonly letterId: string };
  /** Passed, and waits for one. */
  readonly waiting: { readonly personId: string; readonly attemptId: string };
  readonly code: string;
};

/** An event that is over: one learner holds its certificate, one is eligible and waits, one did not pass. */
export async function finishEvent(platform: Platform, slug: string): Promise<FinishedEvent> {
  const { adminUrl } = platform;
  await copyEvent(adminUrl, slug, "Norms for response teams, finished");
  const sit = async (name: string, right: number) => {
    const person = await addLearner(adminUrl, name, slug);
    return { ...person, attemptId: await sitExam(platform, await visitorOf(platform, person.sessionId), slug, right) };
  };
  const holder = await sit("Holder Ramgoolam", 30);
  const waiting = await sit("Waiting Okonkwo", 24);
  await sit("Failing Lindqvist", 3);
  const organizer = await signInAs(platform, "organizer");
  await accepted(organizer.form("close-event", { event: slug, report: "Three learners took part and two passed." }));
  const admin = await signInAs(platform, "admin");
  await accepted(admin.form("release-certificates", { event: slug, "people[]": holder.personId }));
  const [letter] = await askOwner<{ id: string }>(
    adminUrl,
    "SELECT id FROM letter WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1",
    [holder.personId],
  );
  const [certificate] = await askOwner<{ code: string }>(
    adminUrl,
    "SELECT code FROM certificate WHERE person_id = $1",
    [holder.personId],
  );
  if (!letter || !certificate) throw new Error("The release wrote no letter or no certificate.");
  return { slug, holder: { ...holder, letterId: letter.id }, waiting, code: certificate.code };
}

export type ExamDay = {
  readonly slug: string;
  readonly attemptId: string;
  readonly enrolmentId: string;
  readonly sheetId: string;
  /** A question that the running attempt has drawn. */
  readonly question: { readonly id: string; readonly version: string };
};

/** An event on the day of its exam: one learner is at it, one has a paper form, one has not begun. */
export async function holdExam(platform: Platform, slug: string): Promise<ExamDay> {
  const { adminUrl } = platform;
  await copyEvent(adminUrl, slug, "Norms for response teams, exam day");
  const sitting = await addLearner(adminUrl, "Sitting Benali", slug);
  const learner = await visitorOf(platform, sitting.sessionId);
  const attemptId = await startExam(learner, slug);
  await learner.call("POST", `/api/attempts/${attemptId}/contact`, { happened: "left" });
  const onPaper = await addLearner(adminUrl, "Paper Castellanos", slug);
  await addLearner(adminUrl, "Absent Yamada", slug);
  const [place] = await askOwner<{ sitting: string; onPaper: string }>(
    adminUrl,
    `SELECT (SELECT id FROM enrolment WHERE person_id = $1) AS sitting, (SELECT id FROM enrolment WHERE person_id = $2) AS "onPaper"`,
    [sitting.personId, onPaper.personId],
  );
  const organizer = await signInAs(platform, "organizer");
  await accepted(organizer.form("prepare-paper", { event: slug, language: "en", "people[]": place?.onPaper ?? "" }));
  const [drawn] = await askOwner<{ sheetId: string; id: string; version: string }>(
    adminUrl,
    `SELECT (SELECT id FROM attempt WHERE person_id = $2) AS "sheetId", v.question_id AS id, v.id AS version
     FROM form_slot s JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 AND s.position = 1`,
    [attemptId, onPaper.personId],
  );
  if (!place || !drawn) throw new Error("The day of the exam was not made.");
  const { sheetId, id, version } = drawn;
  return { slug, attemptId, enrolmentId: place.sitting, sheetId, question: { id, version } };
}
