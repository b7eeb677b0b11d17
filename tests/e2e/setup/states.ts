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
  /** Passed, holds a certificate, and made a transcript. */
  readonly holder: { readonly sessionId: string; readonly attemptId: string; readonly letterId: string };
  /** Passed, and waits for one. */
  readonly waiting: { readonly personId: string; readonly attemptId: string };
  readonly code: string;
  readonly transcript: string;
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
  await accepted((await visitorOf(platform, holder.sessionId)).form("make-transcript", { language: "en" }));
  const [made] = await askOwner<{ code: string }>(adminUrl, "SELECT code FROM transcript WHERE person_id = $1", [
    holder.personId,
  ]);
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
  if (!letter || !certificate || !made)
    throw new Error("The release wrote no letter or no certificate, or nothing was made.");
  const { code } = certificate;
  return { slug, holder: { ...holder, letterId: letter.id }, waiting, code, transcript: made.code };
}

export type ExamDay = {
  readonly slug: string;
  readonly attemptId: string;
  readonly enrolmentId: string;
  readonly sheetId: string;
  /** A time-tabled session that has begun, with a room, a file, and one learner recorded. */
  readonly timetabledId: string;
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
  const waiting = await addLearner(adminUrl, "Waiting Okafor", slug);
  await askOwner(adminUrl, "UPDATE enrolment SET state = 'waiting', waiting_since = now() WHERE person_id = $1", [
    waiting.personId,
  ]);
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
  const [timetabled] = await askOwner<{ id: string }>(
    adminUrl,
    `WITH e AS (SELECT id FROM event WHERE slug = $1),
     s AS (INSERT INTO event_session (event_id, starts_at, ends_at, layers, room, link, check_in_code, check_in_closes_at)
       SELECT id, now() - interval '1 hour', now() + interval '1 hour', $2, 'A2', 'https://meet.example.org/a2', 'K7M2QX', now() + interval '1 day'
       FROM e RETURNING id, event_id),
     u AS (INSERT INTO upload (name, type, bytes, sha256, content, created_by_id) VALUES ('a.pdf', 'application/pdf', 5, '', '%PDF-', $3) RETURNING id),
     f AS (INSERT INTO event_file (event_id, session_id, kind, title, audience, upload_id) SELECT s.event_id, s.id, 'slides', 'A2', 'admitted', u.id FROM s, u),
     t AS (INSERT INTO event_staff (event_id, kind, position, layers) SELECT id, 'lecturer', 1, $4 FROM e),
     a AS (INSERT INTO attendance (session_id, enrolment_id, state, method, recorded_by_id, said_at) SELECT s.id, $5, 'present', 'self', $3, now() FROM s)
     SELECT id FROM s`,
    [
      slug,
      {
        en: { title: "Opening", description: "" },
        fr: { title: "Ouverture", description: "" },
        ar: { title: "الافتتاح", description: "" },
      },
      sitting.personId,
      {
        en: { role: "Adviser", biography: "" },
        fr: { role: "Conseillère", biography: "" },
        ar: { role: "مستشارة", biography: "" },
      },
      place.sitting,
    ],
  );
  if (!timetabled) throw new Error("No session was made.");
  const { sheetId, id, version } = drawn;
  return {
    slug,
    attemptId,
    enrolmentId: place.sitting,
    sheetId,
    timetabledId: timetabled.id,
    question: { id, version },
  };
}

export type Selection = { readonly slug: string; readonly applicationId: string };

/** An event with selection: a form of each kind of question, a rubric, and applications at different stages. */
export async function holdSelection({ adminUrl }: Platform, slug: string): Promise<Selection> {
  await copyEvent(adminUrl, slug, "Norms for response teams, by application");
  const asked = ["short", "long", "one", "several", "file", "consent"].map((kind, i) => ({
    id: `q${i + 1}`,
    kind,
    layers: Object.fromEntries(
      ["en", "fr", "ar"].map((language) => [language, { label: `${language}: ${kind}`, help: "" }]),
    ),
    required: i < 2,
    maximum: i < 2 ? 200 : null,
    choices:
      i === 2 || i === 3 ? [1, 2].map((n) => ({ id: `c${n}`, labels: { en: `A${n}`, fr: `F${n}`, ar: `س${n}` } })) : [],
    hidden: false,
  }));
  const criteria = [{ id: "k1", label: "Motivation", maximum: 5, weight: 1 }];
  await askOwner(
    adminUrl,
    `UPDATE event SET admission = 'application', registration_closes_at = now() + interval '9 day', state_quota = 1,
       application_form = $2, rubric = $3 WHERE slug = $1`,
    [slug, { revision: 1, nextNumber: 7, questions: asked }, { revision: 1, nextNumber: 2, criteria }],
  );
  const [application] = await askOwner<{ id: string }>(
    adminUrl,
    `WITH p AS (INSERT INTO person (full_name, native_name) VALUES ('Applying Haddad', 'حداد'), ('Chosen Castro', NULL), ('Asked Chen', NULL)
       RETURNING id, full_name),
     a AS (INSERT INTO application (event_id, person_id, state, answers, state_code, groups, gender, institution, institution_kind, position,
         declared_courses, submitted_at, decision, decision_reason, decided_by_id, decided_at)
       SELECT e.id, p.id, (CASE WHEN full_name LIKE 'Chosen%' THEN 'shortlisted' ELSE 'submitted' END)::application_state,
         '{"q1": "Because.", "q3": "c1", "q4": ["c1", "c2"]}', 'MU', '{"ldc": false, "lldc": false, "sids": true, "region": "africa"}', 'Woman',
         'Ministry', 'csirt', 'Analyst', '{}', now(), d.decision, d.reason, d.who, d.at
       FROM p CROSS JOIN event e CROSS JOIN LATERAL (
         SELECT o.decision, o.reason, o.who, o.at FROM (SELECT 'accepted' AS decision, 'Fits.' AS reason,
           (SELECT person_id FROM mail_address WHERE canonical = 'organizer@demo.example.org') AS who, now() AS at) o
         WHERE p.full_name NOT LIKE 'Asked%' UNION ALL SELECT NULL, NULL, NULL, NULL WHERE p.full_name LIKE 'Asked%') d
       WHERE e.slug = $1 RETURNING id, person_id)
     SELECT a.id FROM a JOIN p ON p.id = a.person_id WHERE p.full_name LIKE 'Applying%'`,
    [slug],
  );
  if (!application) throw new Error("No application was made.");
  return { slug, applicationId: application.id };
}

export type Nominating = { readonly slug: string; readonly token: string };

/** An event by nomination in pairs: a learner is the focal point of a State, one pair is decided and one is not, one address is invited. */
export async function holdNomination(platform: Platform, slug: string, focalSessionId: string): Promise<Nominating> {
  const { adminUrl } = platform;
  await copyEvent(adminUrl, slug, "Norms for response teams, by nomination");
  await askOwner(
    adminUrl,
    `WITH e AS (UPDATE event SET admission = 'nomination', in_pairs = true, state_quota = 2, registration_opens_at = now() - interval '1 day',
       registration_closes_at = now() + interval '9 day', opens_at = now() + interval '19 day', closes_at = now() + interval '29 day'
       WHERE slug = $1 RETURNING id)
     INSERT INTO "grant" (person_id, role, event_id, state_code)
     SELECT s.person_id, 'focal-point', e.id, 'MU' FROM e, session s WHERE s.id = $2`,
    [slug, focalSessionId],
  );
  const focal = await visitorOf(platform, focalSessionId);
  for (const pair of ["one", "two"])
    await accepted(
      focal.form("nominate-pair", {
        event: slug,
        "diplomat-fullName": "Dina Haddad",
        "diplomat-nativeName": "دينا حداد",
        "diplomat-address": `dina-${pair}@ministry.example`,
        "technical-fullName": "Tarek Okafor",
        "technical-address": `tarek-${pair}@cert.example`,
      }),
    );
  const [nomination] = await askOwner<{ id: string }>(
    adminUrl,
    "SELECT n.id FROM nomination n JOIN event e ON e.id = n.event_id WHERE e.slug = $1 ORDER BY rank, part LIMIT 1",
    [slug],
  );
  const organizer = await signInAs(platform, "organizer");
  const address = `${slug}@invited.example`;
  await accepted(
    organizer.form("decide-nomination", { event: slug, nomination: nomination?.id ?? "", decision: "selected" }),
  );
  await accepted(organizer.form("invite", { event: slug, people: address }));
  const [letter] = await askOwner<{ body: string }>(adminUrl, "SELECT body FROM letter WHERE address = $1", [address]);
  return { slug, token: /invitations\/([\w-]{43})/.exec(letter?.body ?? "")?.[1] ?? "" };
}
