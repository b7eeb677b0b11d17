import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { forms } from "@/app/forms/[form]/table";
import { makeCode } from "@/lib/certificates/code";
import { sheetCode } from "@/lib/exams/paper/rules";
import { buildDraft } from "../builders/credentials";
import { askOwner } from "../e2e/setup/answers";
import {
  addGrant,
  addOrganization,
  addPerson,
  copyEvent,
  enrol,
  type Person,
  signInAgain,
  startExam,
} from "../setup/cast";
import { Visitor } from "../setup/visitor";

/*
 * S3: every form and every call of the product, asked by everybody. What each may do stands in two tables; a form or a call
 * that is not in them fails here, so that nobody adds one without deciding who may use it. Fields are such that the schema is
 * passed and access is decided; where somebody allowed would change something, the fields are refused by the room afterwards.
 */

const platform = inject("platform");

const roles = ["nobody", "learner", "organizer elsewhere", "organizer here", "admin"] as const;
type Role = (typeof roles)[number];
type Cells<Outcome> = readonly [Outcome, Outcome, Outcome, Outcome, Outcome];

/** "refused" is the form shown again with what to mend: access was passed. */
type FormOutcome = "sign-in" | "not-found" | "refused" | "done";
type FormRow = {
  readonly cells: Cells<FormOutcome>;
  readonly fields?: (stage: Stage) => Readonly<Record<string, string>>;
  /** A write of staff: who is refused it is in the record. */
  readonly staff?: true;
  /** It ends the session with which it is sent. */
  readonly endsSession?: true;
};
type CallRow = { readonly cells: Cells<number>; readonly path: (stage: Stage) => string; readonly body?: unknown };

/** What the requests are about. The organization "here" has the events; the learner has a seat, two attempts and a certificate. */
type Stage = {
  /** An attempt on paper, a place in the closed event, a decision already taken. */
  readonly sheet: string;
  readonly closedPlace: string;
  readonly decision: string;
  readonly people: Readonly<Record<Exclude<Role, "nobody">, Person>>;
  readonly elsewhere: string;
  readonly running: string;
  readonly draft: string;
  readonly closed: string;
  readonly invited: string;
  readonly attempt: string;
  readonly attemptToSubmit: string;
  readonly code: string;
  readonly revokedCode: string;
  readonly spareGrant: string;
  readonly lesson: { readonly module: string; readonly lesson: string };
  readonly question: { readonly bank: string; readonly question: string; readonly version: string };
  readonly appeal: string;
  /** An application to the running event that was withdrawn. */
  readonly application: string;
  /** Slides for the admitted to the running event. */
  readonly file: string;
  /** An invitation and a nomination for the running event that were withdrawn, and a focal point's grant for it. */
  readonly invitation: string;
  readonly nomination: string;
  readonly focalGrant: string;
  /** A session of the running event, days away, and the learner's place in it. */
  readonly session: string;
  readonly place: string;
};
let stage: Stage;
const database = new pg.Client({ connectionString: platform.adminUrl });
beforeAll(async () => {
  await database.connect();
  const learner = await addPerson(platform, "Learner of the matrix");
  const elsewhere = await addPerson(platform, "Organizer elsewhere");
  const here = await addPerson(platform, "Organizer here");
  const admin = await addPerson(platform, "Admin of the matrix");
  const spare = await addPerson(platform, "Organizer for a moment");
  const running = await copyEvent(platform, "matrix-running");
  const sat = await copyEvent(platform, "matrix-sat");
  const draft = await copyEvent(platform, "matrix-draft", { state: "draft" });
  const closed = await copyEvent(platform, "matrix-closed", { state: "closed", closedBy: here.id });
  const invited = await copyEvent(platform, "matrix-invited", { admission: "invitation" });
  const organizationId = await addOrganization(platform, "matrix-elsewhere");
  await addGrant(platform, elsewhere, "organizer", organizationId);
  const spareGrant = await addGrant(platform, spare, "organizer", organizationId);
  await addGrant(platform, here, "organizer", running.organizationId);
  await addGrant(platform, admin, "admin");
  for (const event of [running, sat, closed]) await enrol(platform, learner, event);
  const addCertificate = async (revoked: boolean): Promise<string> => {
    const code = makeCode();
    await askOwner(
      platform.adminUrl,
      `INSERT INTO certificate (code, kind, person_id, event_id, released_by_id, snapshot, specimen, completed_on, state, revoked_at)
       VALUES ($1, 'itu-certificate', $2, $3, $4, $5, true, '2026-11-21', $6::certificate_state, CASE WHEN $7 THEN now() END)`,
      [
        code,
        learner.id,
        closed.id,
        admin.id,
        { ...buildDraft().snapshot, holderName: "Learner of the matrix" },
        revoked ? "revoked" : "valid",
        revoked,
      ],
    );
    return code;
  };
  const [lesson] = await askOwner<Stage["lesson"]>(
    platform.adminUrl,
    `SELECT m.slug AS module, v.slug AS lesson FROM edition_lesson el JOIN lesson_version v ON v.id = el.lesson_version_id
     JOIN module m ON m.id = v.module_id JOIN event e ON e.edition_id = el.edition_id WHERE e.slug = 'matrix-running' LIMIT 1`,
  );
  const [question] = await askOwner<Stage["question"]>(
    platform.adminUrl,
    `SELECT b.slug AS bank, q.id AS question, v.id AS version FROM event e JOIN bank b ON b.id = e.bank_id
     JOIN question q ON q.bank_id = b.id JOIN question_version v ON v.question_id = q.id WHERE e.slug = 'matrix-running' LIMIT 1`,
  );
  const attempt = await startExam(learner, running);
  const [appeal] = await askOwner<{ id: string }>(
    platform.adminUrl,
    "INSERT INTO appeal (attempt_id, body) VALUES ($1, 'Something seems wrong to me.') RETURNING id",
    [attempt],
  );
  const paper = await copyEvent(platform, "matrix-paper");
  await enrol(platform, learner, paper);
  const sheet = await startExam(learner, paper);
  await askOwner(platform.adminUrl, "UPDATE attempt SET on_paper = true WHERE id = $1", [sheet]);
  const [closedPlace] = await askOwner<{ id: string }>(
    platform.adminUrl,
    "SELECT id FROM enrolment WHERE event_id = $1 AND person_id = $2",
    [closed.id, learner.id],
  );
  const [decision] = await askOwner<{ id: string }>(
    platform.adminUrl,
    `INSERT INTO exam_decision (attempt_id, kind, reason, proposed_by_id, confirmed, decided_by_id, decided_at)
     VALUES ($1, 'accept-evidence', 'The line was down.', $2, false, $3, now()) RETURNING id`,
    [attempt, here.id, admin.id],
  );
  const [file] = await askOwner<{ id: string }>(
    platform.adminUrl,
    `WITH u AS (INSERT INTO upload (name, type, bytes, sha256, content, created_by_id)
       VALUES ('slides.pdf', 'application/pdf', 5, '', '%PDF-', $2) RETURNING id)
     INSERT INTO event_file (event_id, kind, title, audience, upload_id)
     SELECT $1, 'slides', 'Slides', 'admitted', id FROM u RETURNING upload_id AS id`,
    [running.id, here.id],
  );
  const [application] = await askOwner<{ id: string }>(
    platform.adminUrl,
    `INSERT INTO application (event_id, person_id, state, answers, submitted_at) VALUES ($1, $2, 'withdrawn', '{}', now()) RETURNING id`,
    [running.id, spare.id],
  );
  const [session] = await askOwner<{ id: string; place: string }>(
    platform.adminUrl,
    `INSERT INTO event_session (event_id, starts_at, ends_at, layers)
     VALUES ($1, now() + interval '9 days', now() + interval '10 days', '{"en": {"title": "Opening", "description": ""}}')
     RETURNING id, (SELECT id FROM enrolment WHERE event_id = $1 AND person_id = $2) AS place`,
    [running.id, learner.id],
  );
  const [admission] = await askOwner<{ invitation: string; nomination: string; focalGrant: string }>(
    platform.adminUrl,
    `WITH i AS (INSERT INTO invitation (event_id, address, canonical, token_hash, state, expires_at, invited_by_id, settled_at)
       VALUES ($1, 'm@test.example.org', 'm@test.example.org', 'matrix', 'withdrawn', now(), $2, now()) RETURNING id),
     n AS (INSERT INTO nomination (event_id, focal_point_id, state_code, full_name, address, canonical, rank, state)
       VALUES ($1, $2, 'MU', 'M', 'm@test.example.org', 'm@test.example.org', 1, 'withdrawn') RETURNING id),
     g AS (INSERT INTO "grant" (person_id, role, event_id, state_code) VALUES ($2, 'focal-point', $1, 'MU') RETURNING id)
     SELECT i.id AS invitation, n.id AS nomination, g.id AS "focalGrant" FROM i, n, g`,
    [running.id, spare.id],
  );
  if (!admission) throw new Error("no invitation was made");
  stage = {
    ...admission,
    session: session?.id ?? "",
    place: session?.place ?? "",
    application: application?.id ?? "",
    file: file?.id ?? "",
    sheet,
    closedPlace: closedPlace?.id ?? "",
    decision: decision?.id ?? "",
    people: { learner, "organizer elsewhere": elsewhere, "organizer here": here, admin },
    elsewhere: "matrix-elsewhere",
    running: running.slug,
    draft: draft.slug,
    closed: closed.slug,
    invited: invited.slug,
    attempt,
    attemptToSubmit: await startExam(learner, sat),
    code: await addCertificate(false),
    revokedCode: await addCertificate(true),
    spareGrant,
    lesson: lesson ?? { module: "", lesson: "" },
    question: question ?? { bank: "", question: "", version: "" },
    appeal: appeal?.id ?? "",
  };
});
afterAll(() => database.end());

const everybody = (outcome: FormOutcome): Cells<FormOutcome> => [outcome, outcome, outcome, outcome, outcome];
const signedIn = (outcome: FormOutcome): Cells<FormOutcome> => ["sign-in", outcome, outcome, outcome, outcome];
const learnerOnly = (outcome: FormOutcome): Cells<FormOutcome> => [
  "sign-in",
  outcome,
  "not-found",
  "not-found",
  "not-found",
];
const hereOnly = (outcome: FormOutcome): Cells<FormOutcome> => [
  "sign-in",
  "not-found",
  "not-found",
  outcome,
  "not-found",
];
const adminOnly = (outcome: FormOutcome): Cells<FormOutcome> => [
  "sign-in",
  "not-found",
  "not-found",
  "not-found",
  outcome,
];

/** A focal point's alone: an organizer is none. */
const focalOnly: Cells<FormOutcome> = ["sign-in", "not-found", "not-found", "not-found", "not-found"];
const nominee = (prefix = "") => ({ [`${prefix}fullName`]: "M", [`${prefix}address`]: `${prefix}m@test.example.org` });

const organization = { name: "M", shortName: "M", description: "M", contact: "m@test.example.org" };
const id = "7b1f2c34-0000-4000-8000-00000000a001";

const formTable: Readonly<Record<keyof typeof forms, FormRow>> = {
  // Without an account.
  "sign-in": { cells: everybody("refused") },
  register: { cells: everybody("refused") },
  "forgot-password": { cells: everybody("refused") },
  "reset-password": { cells: everybody("refused") },
  "confirm-address": { cells: everybody("done") },
  preferences: { cells: everybody("done") },
  verify: { cells: everybody("refused") },
  "verify-file": { cells: everybody("refused") },
  // One's own.
  "sign-out": { cells: signedIn("done"), endsSession: true },
  "account-erase": { cells: signedIn("refused") },
  "account-name": { cells: signedIn("refused") },
  "account-password": { cells: signedIn("refused") },
  "account-settings": { cells: signedIn("refused") },
  "account-mail": { cells: signedIn("refused") },
  "account-unmute": { cells: signedIn("done"), fields: ({ running }) => ({ event: running }) },
  "reconfirm-address": { cells: signedIn("not-found"), fields: () => ({ address: "no-one@test.example.org" }) },
  unsubscribe: { cells: everybody("done") },
  "make-transcript": { cells: signedIn("refused") },
  "take-back-transcript": { cells: signedIn("not-found"), fields: () => ({ code: "0" }) },
  "make-calendar-feed": { cells: signedIn("done") },
  "revoke-calendar-feed": { cells: signedIn("done") },
  "join-event": { cells: signedIn("refused"), fields: ({ invited }) => ({ event: invited }) },
  "claim-offer": { cells: learnerOnly("refused"), fields: ({ running }) => ({ event: running }) },
  "decline-offer": { cells: learnerOnly("refused"), fields: ({ running }) => ({ event: running }) },
  withdraw: { cells: learnerOnly("refused"), fields: ({ running }) => ({ event: running, sure: "yes" }) },
  "move-to-head": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, enrolment: id, reason: "m" }),
    staff: true,
  },
  "remove-from-event": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, enrolment: id, reason: "m" }),
    staff: true,
  },
  "save-application": { cells: signedIn("refused"), fields: ({ invited }) => ({ event: invited, revision: "0" }) },
  "submit-application": {
    cells: signedIn("refused"),
    fields: ({ invited }) => ({ event: invited, revision: "0", agree: "yes" }),
  },
  "withdraw-application": { cells: signedIn("refused"), fields: ({ invited }) => ({ event: invited, sure: "yes" }) },
  // A learner's.
  "check-in": { cells: learnerOnly("refused"), fields: ({ running }) => ({ event: running, code: "no" }) },
  "mark-read": {
    cells: learnerOnly("done"),
    fields: ({ running, lesson }) => ({ event: running, ...lesson, number: "1", read: "yes" }),
  },
  "save-note": {
    cells: learnerOnly("refused"),
    fields: ({ running, lesson }) => ({ event: running, ...lesson, number: "1", textLanguage: "en" }),
  },
  "delete-note": { cells: signedIn("not-found"), fields: () => ({ note: id }) },
  // No event of the matrix has that lesson; whose brief it is stands in tests/integration/reading/brief.test.ts.
  "save-brief": { cells: signedIn("not-found"), fields: ({ running }) => ({ event: running }) },
  "start-exam": { cells: learnerOnly("done"), fields: ({ running }) => ({ event: running, honour: "yes" }) },
  rehearsal: {
    cells: learnerOnly("done"),
    fields: ({ running }) => ({ attempt: `rehearsal-${running}`, intent: "review" }),
  },
  "exam-answers": { cells: learnerOnly("done"), fields: ({ attempt }) => ({ attempt }) },
  "submit-exam": { cells: learnerOnly("done"), fields: ({ attemptToSubmit }) => ({ attempt: attemptToSubmit }) },
  "make-appeal": {
    cells: learnerOnly("refused"),
    fields: ({ attempt }) => ({ attempt, appeal: "The attempt is still running." }),
  },
  "share-certificate": { cells: learnerOnly("done"), fields: ({ code }) => ({ code }) },
  "unshare-certificate": { cells: learnerOnly("done"), fields: ({ code }) => ({ code, hash: "0".repeat(64) }) },
  "show-score": { cells: learnerOnly("done"), fields: ({ code }) => ({ code, shown: "no" }) },
  "answer-invitation": {
    cells: signedIn("not-found"),
    fields: () => ({ _token: "a".repeat(43), intent: "accept", role: "organizer" }),
  },
  // A focal point's.
  nominate: { cells: focalOnly, fields: ({ running }) => ({ event: running, ...nominee() }), staff: true },
  "nominate-pair": {
    cells: focalOnly,
    fields: ({ running }) => ({ event: running, ...nominee("diplomat-"), ...nominee("technical-") }),
    staff: true,
  },
  "edit-nomination": {
    cells: focalOnly,
    fields: ({ running, nomination }) => ({ event: running, nomination, ...nominee() }),
    staff: true,
  },
  "move-nomination": {
    cells: focalOnly,
    fields: ({ running, nomination }) => ({ event: running, nomination, intent: "withdraw" }),
    staff: true,
  },
  "substitute-nomination": {
    cells: focalOnly,
    fields: ({ running, nomination }) => ({ event: running, nomination, shown: "offered", ...nominee() }),
    staff: true,
  },
  // An organizer's.
  invite: {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, people: "no address" }),
    staff: true,
  },
  "manage-invitation": {
    cells: hereOnly("refused"),
    fields: ({ running, invitation }) => ({ event: running, invitation, intent: "withdraw" }),
    staff: true,
  },
  "name-focal-point": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, email: "no-one@test.example.org", state: "MU" }),
    staff: true,
  },
  "remove-focal-point": {
    cells: hereOnly("done"),
    fields: ({ running, focalGrant }) => ({ event: running, grant: focalGrant }),
    staff: true,
  },
  "decide-nomination": {
    cells: hereOnly("refused"),
    fields: ({ running, nomination }) => ({ event: running, nomination, decision: "selected" }),
    staff: true,
  },
  "send-nominations": { cells: hereOnly("refused"), fields: ({ running }) => ({ event: running }), staff: true },
  "take-back-nomination": {
    cells: hereOnly("refused"),
    fields: ({ running, nomination }) => ({ event: running, nomination }),
    staff: true,
  },
  "check-import": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, kind: "participants" }),
    staff: true,
  },
  "apply-import": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, kept: "none", digest: "none" }),
    staff: true,
  },
  "save-form-question": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, revision: "9", question: "", kind: "short", label_en: "Why?" }),
    staff: true,
  },
  "arrange-form-question": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, revision: "9", question: "q1", intent: "up" }),
    staff: true,
  },
  "save-rubric": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, revision: "9", reviewers: "2" }),
    staff: true,
  },
  "score-application": {
    cells: hereOnly("refused"),
    fields: ({ running, application }) => ({ event: running, application }),
    staff: true,
  },
  "decide-applications": {
    cells: hereOnly("refused"),
    fields: ({ running, application }) => ({ event: running, "applications[]": application, intent: "shortlist" }),
    staff: true,
  },
  "send-decisions": {
    cells: hereOnly("refused"),
    fields: ({ closed }) => ({ event: closed, sure: "yes" }),
    staff: true,
  },
  "create-event": { cells: hereOnly("refused"), fields: () => ({ course: "un-cyber-norms-csirts", id }), staff: true },
  "save-session": { cells: hereOnly("refused"), fields: ({ draft }) => ({ event: draft }), staff: true },
  "change-session": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, session: id, intent: "delete", sure: "yes" }),
    staff: true,
  },
  "save-staff": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, kind: "lecturer" }),
    staff: true,
  },
  "remove-staff": { cells: hereOnly("refused"), fields: ({ draft }) => ({ event: draft, staff: id }), staff: true },
  "add-event-file": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, kind: "document", audience: "public" }),
    staff: true,
  },
  "remove-event-file": { cells: hereOnly("refused"), fields: ({ draft }) => ({ event: draft, file: id }), staff: true },
  "record-roll": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, session: id }),
    staff: true,
  },
  "check-in-code": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, session: id, intent: "open" }),
    staff: true,
  },
  "edit-event": { cells: hereOnly("refused"), fields: ({ draft }) => ({ event: draft, revision: "9" }), staff: true },
  "publish-event": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, revision: "9" }),
    staff: true,
  },
  "send-to-review": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, revision: "9" }),
    staff: true,
  },
  "review-event": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, revision: "9", verdict: "return", notes: "Told by the matrix." }),
    staff: true,
  },
  "archive-event": { cells: hereOnly("refused"), fields: ({ draft }) => ({ event: draft }), staff: true },
  "cancel-event": {
    cells: hereOnly("refused"),
    fields: ({ closed }) => ({ event: closed, reason: "Told by the matrix.", sure: "yes" }),
    staff: true,
  },
  "clone-event": { cells: hereOnly("refused"), fields: ({ closed }) => ({ event: closed, id }), staff: true },
  "drop-event-draft": { cells: hereOnly("done"), fields: ({ draft }) => ({ event: draft }), staff: true },
  "save-prerequisites": {
    cells: hereOnly("refused"),
    fields: () => ({ course: "un-cyber-norms-csirts", earlier1: "un-cyber-norms-csirts" }),
    staff: true,
  },
  "close-event": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, report: "Over." }),
    staff: true,
  },
  "repair-key": {
    cells: hereOnly("refused"),
    fields: ({ question }) => ({
      ...question,
      kind: "void",
      digest: "0".repeat(64),
      reason: "Told by the matrix.",
    }),
    staff: true,
  },
  "save-question": {
    cells: hereOnly("refused"),
    fields: ({ question: { bank, question } }) => ({ bank, question, revision: "9", stem: "Told by the matrix?" }),
    staff: true,
  },
  "upload-picture": {
    cells: hereOnly("refused"),
    fields: ({ question: { bank, question } }) => ({ bank, question, words: "A map" }),
    staff: true,
  },
  "move-question": {
    cells: hereOnly("refused"),
    fields: ({ question: { bank, question } }) => ({ bank, question, revision: "9", intent: "send" }),
    staff: true,
  },
  "keep-question": {
    cells: hereOnly("done"),
    fields: ({ question: { bank, question } }) => ({ bank, question, intent: "check-citations" }),
    staff: true,
  },
  "check-source": {
    cells: ["sign-in", "not-found", "refused", "refused", "not-found"],
    fields: () => ({ document: "A/70/174", "places[]": "00000000-0000-4000-8000-000000000001", day: "2999-01-01" }),
    staff: true,
  },
  "question-enemy": {
    cells: hereOnly("refused"),
    fields: ({ question: { bank, question } }) => ({ bank, question, reference: "none-like-this" }),
    staff: true,
  },
  "save-blueprint": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({
      event: draft,
      revision: "9",
      questions: "25",
      points: "1",
      perModule: "0",
      attempts: "1",
      wait: "0",
      reviewRule: "never",
    }),
    staff: true,
  },
  // In a room are those with a seat and its moderators; the reply is to a comment that is not there.
  "write-comment": {
    cells: ["sign-in", "refused", "not-found", "refused", "not-found"],
    fields: ({ running, lesson }) => ({ event: running, ...lesson, number: "1", comment: id, parent: id, remark: "M" }),
    staff: true,
  },
  "edit-comment": { cells: signedIn("not-found"), fields: () => ({ comment: id, revision: "0", remark: "M" }) },
  "delete-comment": { cells: signedIn("not-found"), fields: () => ({ comment: id, sure: "yes" }) },
  "report-comment": { cells: signedIn("not-found"), fields: () => ({ comment: id, reason: "M" }) },
  "moderate-comment": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, comment: id, intent: "hide", reason: "M" }),
    staff: true,
  },
  "lift-mute": { cells: hereOnly("refused"), fields: ({ running }) => ({ event: running, mute: id }), staff: true },
  "save-room": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, rule: "cohort", purgeDay: "2001-01-01" }),
    staff: true,
  },
  "name-moderator": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, email: "no-one@test.example.org" }),
    staff: true,
  },
  "remove-moderator": {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({ event: running, grant: id }),
    staff: true,
  },
  announce: {
    cells: hereOnly("refused"),
    fields: ({ running }) => ({
      event: running,
      id,
      language: "en",
      subject: "Told by the matrix",
      body: "Told by the matrix.",
    }),
    staff: true,
  },
  "answer-appeal": {
    cells: hereOnly("done"),
    fields: ({ running, appeal }) => ({
      event: running,
      id: appeal,
      upheld: "no",
      answer: "The attempt is still running.",
    }),
    staff: true,
  },
  "change-allowance": {
    cells: hereOnly("refused"),
    fields: ({ closed, closedPlace }) => ({
      event: closed,
      enrolment: closedPlace,
      extraMinutes: "9",
      extraAttempts: "0",
      reason: "Told by the matrix.",
    }),
    staff: true,
  },
  "extend-running": {
    cells: hereOnly("refused"),
    fields: ({ closed }) => ({ event: closed, id, minutes: "9", reason: "Told by the matrix." }),
    staff: true,
  },
  "propose-decision": {
    cells: hereOnly("refused"),
    fields: ({ running, attempt }) => ({
      event: running,
      attempt,
      kind: "accept-evidence",
      reason: "Told by the matrix.",
    }),
    staff: true,
  },
  "decide-proposal": {
    cells: ["sign-in", "not-found", "not-found", "refused", "refused"],
    fields: ({ running, attempt, decision }) => ({ event: running, attempt, decision, verdict: "confirm" }),
    staff: true,
  },
  "prepare-paper": {
    cells: hereOnly("refused"),
    fields: ({ closed, closedPlace }) => ({ event: closed, language: "en", "people[]": closedPlace }),
    staff: true,
  },
  "find-sheet": {
    cells: hereOnly("refused"),
    fields: ({ running, attempt }) => ({ event: running, code: sheetCode(attempt) }),
    staff: true,
  },
  "key-sheet": {
    cells: hereOnly("refused"),
    fields: ({ sheet }) => ({ event: "matrix-paper", attempt: sheet, pass: "2" }),
    staff: true,
  },
  "withdraw-paper": {
    cells: hereOnly("done"),
    fields: ({ sheet }) => ({ event: "matrix-paper", attempt: sheet, reason: "Told by the matrix." }),
    staff: true,
  },
  // An admin's.
  "create-organization": { cells: adminOnly("done"), fields: () => ({ ...organization, id }), staff: true },
  "edit-organization": {
    cells: adminOnly("refused"),
    fields: ({ elsewhere }) => ({ ...organization, organization: elsewhere, shown: "another" }),
    staff: true,
  },
  "give-grant": {
    cells: adminOnly("refused"),
    fields: ({ elsewhere }) => ({ email: "no-one@test.example.org", role: "organizer", organization: elsewhere }),
    staff: true,
  },
  "revoke-grant": { cells: adminOnly("done"), fields: ({ spareGrant }) => ({ grant: spareGrant }), staff: true },
  "retry-letters": {
    cells: adminOnly("refused"),
    fields: () => ({ address: "no-one@test.example.org" }),
    staff: true,
  },
  "correct-certificate": {
    cells: adminOnly("refused"),
    fields: ({ revokedCode }) => ({ code: revokedCode, fullName: "Somebody else", reason: "Told by the matrix." }),
    staff: true,
  },
  "decide-release": {
    cells: adminOnly("refused"),
    fields: ({ closed }) => ({
      event: closed,
      "people[]": id,
      cause: "hours",
      verdict: "release",
      reason: "Told by the matrix.",
    }),
    staff: true,
  },
  "hand-in-dossier": {
    cells: hereOnly("refused"),
    fields: ({ draft }) => ({ event: draft, report: "Over." }),
    staff: true,
  },
  "return-dossier": {
    cells: adminOnly("done"),
    fields: ({ closed }) => ({ event: closed, reason: "Told by the matrix." }),
    staff: true,
  },
  "confirm-name": {
    cells: learnerOnly("refused"),
    fields: ({ closed }) => ({ event: closed, fullName: "Learner of the matrix" }),
  },
  "save-template": {
    cells: hereOnly("refused"),
    fields: () => ({ organization: "cert-mu", revision: "0", line: "#ffff00", accent: "#ffff00" }),
    staff: true,
  },
  "release-certificates": {
    cells: adminOnly("refused"),
    fields: ({ closed }) => ({ event: closed, "people[]": id }),
    staff: true,
  },
  "revoke-certificate": {
    cells: adminOnly("refused"),
    fields: ({ revokedCode }) => ({ code: revokedCode, class: "misconduct", reason: "Told by the matrix." }),
    staff: true,
  },
};

const answer = { optionIds: ["no-such-option"], sequence: 1 };
const callTable: Readonly<Record<string, CallRow>> = {
  "GET /api/health": { cells: [200, 200, 200, 200, 200], path: () => "/api/health" },
  "GET /api/pictures/[id]": { cells: [401, 404, 404, 404, 404], path: () => `/api/pictures/${id}` },
  "GET /calendar/[file]": { cells: [404, 404, 404, 404, 404], path: () => "/calendar/none.ics" },
  "GET /api/notes": { cells: [401, 200, 200, 200, 200], path: () => "/api/notes" },
  "GET /api/notes.md": { cells: [401, 200, 200, 200, 200], path: () => "/api/notes.md" },
  "GET /api/events/[slug]/modules/[module]/pack": {
    cells: [401, 200, 404, 200, 404],
    path: ({ running, lesson }) => `/api/events/${running}/modules/${lesson.module}/pack`,
  },
  "GET /api/openapi.json": { cells: [200, 200, 200, 200, 200], path: () => "/api/openapi.json" },
  "GET /api/events/[slug]/results.csv": {
    cells: [401, 404, 404, 200, 404],
    path: ({ running }) => `/api/events/${running}/results.csv`,
  },
  "PUT /api/events/[slug]/draft": {
    cells: [401, 404, 404, 200, 404],
    path: ({ running }) => `/api/events/${running}/draft`,
    body: { revision: 1, values: { title: "Told by the matrix" } },
  },
  "GET /api/events/[slug]/comments.csv": {
    cells: [401, 404, 404, 200, 404],
    path: ({ running }) => `/api/events/${running}/comments.csv`,
  },
  "GET /api/events/[slug]/report.csv": {
    cells: [401, 404, 404, 200, 404],
    path: ({ closed }) => `/api/events/${closed}/report.csv`,
  },
  // The roll of a session that is days away is not called yet.
  "PUT /api/sessions/[id]/attendance/[enrolment]": {
    cells: [401, 404, 404, 422, 404],
    path: ({ session, place }) => `/api/sessions/${session}/attendance/${place}`,
    body: { state: "present", saidAt: "2027-03-12T10:00:00Z" },
  },
  "GET /api/certificates/[code]": {
    cells: [200, 200, 200, 200, 200],
    path: ({ code }) => `/api/certificates/${code}`,
  },
  "GET /api/organizations/[slug]/specimen.pdf": {
    cells: [401, 404, 404, 200, 404],
    path: () => "/api/organizations/cert-mu/specimen.pdf",
  },
  "GET /certificates/[file]": { cells: [404, 200, 404, 404, 200], path: ({ code }) => `/certificates/${code}.json` },
  "GET /certificates/keys.json": { cells: [200, 200, 200, 200, 200], path: () => "/certificates/keys.json" },
  "GET /certificates/status/[number]/[purpose]": {
    cells: [404, 404, 404, 404, 404],
    path: () => "/certificates/status/999999999/revocation",
  },
  "GET /.well-known/did.json": { cells: [200, 200, 200, 200, 200], path: () => "/.well-known/did.json" },
  "GET /verify/offline.html": { cells: [200, 200, 200, 200, 200], path: () => "/verify/offline.html" },
  "GET /files/[id]": { cells: [404, 200, 404, 200, 404], path: ({ file }) => `/files/${file}` },
  "POST /api/events/[slug]/enrolments": {
    cells: [401, 403, 403, 403, 403],
    path: ({ invited }) => `/api/events/${invited}/enrolments`,
  },
  "POST /api/events/[slug]/attempts": {
    cells: [401, 200, 404, 404, 404],
    path: ({ running }) => `/api/events/${running}/attempts`,
  },
  "GET /api/attempts/[attemptId]": {
    cells: [401, 200, 404, 404, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}`,
  },
  // Whoever organizes the event may see the marks, once there are any.
  "GET /api/attempts/[attemptId]/result": {
    cells: [401, 409, 404, 409, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}/result`,
  },
  "PUT /api/attempts/[attemptId]/answers/[position]": {
    cells: [401, 422, 404, 404, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}/answers/1`,
    body: answer,
  },
  "PUT /api/attempts/[attemptId]/flags/[position]": {
    cells: [401, 200, 404, 404, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}/flags/1`,
    body: { flagged: true },
  },
  "POST /api/attempts/[attemptId]/contact": {
    cells: [401, 200, 404, 404, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}/contact`,
    body: {},
  },
  "GET /api/attempts/[attemptId]/receipt": {
    cells: [401, 409, 404, 409, 404],
    path: ({ attempt }) => `/api/attempts/${attempt}/receipt`,
  },
  "PUT /api/events/[slug]/rehearsal/answers/[position]": {
    cells: [401, 422, 404, 404, 404],
    path: ({ running }) => `/api/events/${running}/rehearsal/answers/1`,
    body: { optionIds: ["keyboard"], sequence: 1 },
  },
  "POST /api/attempts/[attemptId]/submission": {
    cells: [401, 200, 404, 404, 404],
    path: ({ attemptToSubmit }) => `/api/attempts/${attemptToSubmit}/submission`,
  },
};

/**
 * Routes that give the same to everybody (feeds, files for robots), the forms' one door, next-auth's own calls, and mail
 * programs' one click (tests/attacks/unsubscribe.test.ts).
 */
const leftOut: readonly string[] = [
  "/forms/[form]",
  "/unsubscribe/[secret]",
  "/api/auth/[...nextauth]",
  "/events.ics",
  "/events.rss",
  "/events/[slug]/event.ics",
  "/robots.txt",
  "/sitemap.xml",
];

const calls = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => ({ file: path.join("app", file), address: `/${path.dirname(file)}` }))
  .filter(({ address }) => !leftOut.includes(address))
  .flatMap(({ file, address }) =>
    [
      ...readFileSync(file, "utf8").matchAll(/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE)\b/gm),
    ].map(([, method = ""]) => `${method} ${address}`),
  );
const formNames = [
  ...readFileSync("app/forms/[form]/table.ts", "utf8").matchAll(/^ {2}"?([a-z][a-z-]*)"?: \w+,$/gm),
].map(([, name = ""]) => name);

const visitorOf = (role: Role, endsSession = false): Promise<Visitor> | Visitor => {
  if (role === "nobody") return new Visitor(platform.baseUrl);
  const { id: personId, visitor } = stage.people[role];
  return endsSession ? signInAgain(platform, personId) : visitor;
};

function outcomeOf({ status, headers }: Response): FormOutcome | number {
  const to = headers.get("location") ?? "";
  if (status === 404) return "not-found";
  if (status !== 303) return status;
  if (/^\/sign-in\?next=/.test(to)) return "sign-in";
  return /[?&]refused=/.test(to) ? "refused" : "done";
}

/** What a refused write may leave: what was typed, for the form shown again, the record of the refusal, and a count of tries. */
const besides = ["refused_form", "audit_event", "rate_count"];

/** How many rows stand in each table but those. */
async function countRows(): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL($1) ORDER BY 1",
    [besides],
  );
  const counts = await database.query(
    rows.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM "${name}"`).join(" UNION ALL "),
  );
  return JSON.stringify(counts.rows);
}

const readRefusals = async (personId: string, name: string): Promise<number> => {
  const { rows } = await database.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM audit_event WHERE action = 'access.refuse' AND actor_id = $1 AND detail->>'path' = $2",
    [personId, `/forms/${name}`],
  );
  return rows[0]?.n ?? 0;
};

const fromElsewhere = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

describe("S3: every form, as everybody", () => {
  it("stands in the table", () => {
    expect(Object.keys(formTable).sort()).toEqual([...formNames].sort());
  });

  const cells = (Object.entries(formTable) as [string, FormRow][]).flatMap(([name, row]) =>
    roles.map((role, column) => ({ name, role, row, outcome: row.cells[column] })),
  );
  it.each(cells)("$name, $role: $outcome", async ({ name, role, row, outcome }) => {
    const visitor = await visitorOf(role, row.endsSession);
    const before = await countRows();
    const got = await visitor.form(name, row.fields?.(stage) ?? {}, "/account");
    expect(outcomeOf(got)).toBe(outcome);
    if (outcome !== "done") expect(await countRows()).toBe(before);
    if (role !== "nobody")
      expect(await readRefusals(stage.people[role].id, name)).toBe(row.staff && outcome === "not-found" ? 1 : 0);
  });

  it.each(formNames)("%s, from a foreign page with an admin's cookies: 403", async (name) => {
    const before = await countRows();
    const fields = new URLSearchParams(formTable[name as keyof typeof forms].fields?.(stage) ?? {}).toString();
    const got = await stage.people.admin.visitor.fetch(`/forms/${name}`, {
      method: "POST",
      headers: { ...fromElsewhere, "content-type": "application/x-www-form-urlencoded" },
      body: fields,
    });
    expect(got.status).toBe(403);
    expect(await countRows()).toBe(before);
  });
});

describe("S3: every call, as everybody", () => {
  it("stands in the table", () => {
    expect(Object.keys(callTable).sort()).toEqual([...calls].sort());
  });

  const cells = Object.entries(callTable).flatMap(([call, row]) =>
    roles.map((role, column) => ({ call, role, row, status: row.cells[column] ?? 0 })),
  );
  it.each(cells)("$call, $role: $status", async ({ call, role, row, status }) => {
    const before = await countRows();
    const got = await (await visitorOf(role)).call(call.split(" ")[0] ?? "", row.path(stage), row.body);
    expect(got.status).toBe(status);
    if (status >= 400)
      expect(await got.json()).toMatchObject({ reason: expect.any(String), message: expect.any(String) });
    if (status >= 400) expect(await countRows()).toBe(before);
  });

  // What programs elsewhere check credentials by; it says the same to everybody.
  const forAnybody = /^GET \/(?:\.well-known\/did\.json|certificates\/keys\.json)$/;
  it.each(Object.entries(callTable))("%s, from a foreign page with an admin's cookies", async (call, row) => {
    const method = call.split(" ")[0] ?? "";
    const got = await stage.people.admin.visitor.fetch(row.path(stage), {
      method,
      headers: { ...fromElsewhere, ...(row.body ? { "content-type": "application/json" } : {}) },
      ...(row.body ? { body: JSON.stringify(row.body) } : {}),
    });
    // A foreign page cannot read what it gets; what it would write is refused.
    expect(got.status).toBe(method === "GET" ? row.cells[roles.indexOf("admin")] : 403);
    expect(got.headers.get("access-control-allow-origin")).toBe(forAnybody.test(call) ? "*" : null);
  });
});
