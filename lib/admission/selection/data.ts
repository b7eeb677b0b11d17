import { can, type Permit } from "@/lib/access/authorize";
import type { Actor, ApplicationSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import type { Language } from "@/lib/format/languages";
import {
  draftOf,
  draftSelect,
  formOf,
  hyphened,
  listEarlierCourses,
  listFiles,
  rubricOf,
  titleOf,
} from "../applications/data";
import { askIn } from "../applications/rules";
import type { ApplicationState, InstitutionKind } from "../applications/types";
import type { StateGroups } from "../states";
import { APPLICANTS_A_PAGE, maySeeScores } from "./rules";
import type {
  ApplicantView,
  BalanceRow,
  Decision,
  GivenScore,
  ListedApplicant,
  ListQuery,
  ListState,
  ReviewingEvent,
  SelectionCounts,
  SelectionEvent,
  SelectionList,
} from "./types";

/** An event of which people are selected; its head on every page. */
export async function getSelectionEvent(eventId: string, language: string): Promise<SelectionEvent> {
  const { layers, rubric, state, ...event } = await db.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      id: true,
      slug: true,
      reference: true,
      zone: true,
      state: true,
      seats: true,
      seatsTaken: true,
      seatsHeld: true,
      seatsRule: true,
      stateQuota: true,
      reviewersNeeded: true,
      rubric: true,
      layers: { select: { language: true, title: true } },
    },
  });
  return {
    ...event,
    state: hyphened(state),
    title: titleOf(layers, language, event.slug),
    criteria: rubricOf(rubric).criteria,
  };
}

/** How many scores each of an event's applications has, and their mean: $1 the event, $2 the asking person. */
const scoredApplications = `
  means AS (
    SELECT s.application_id, count(*)::int AS given, avg(s.percent) AS mean, bool_or(s.reviewer_id = $2) AS mine
    FROM application_score s JOIN application a ON a.id = s.application_id
    WHERE a.event_id = $1 GROUP BY s.application_id)`;

const orders: Readonly<Record<ListQuery["sort"], string>> = {
  score: "mean DESC NULLS LAST, submitted_at, id",
  name: "full_name, id",
  sent: "submitted_at, id",
  country: "state_code NULLS LAST, full_name, id",
};

const narrowed: Readonly<Record<ListState, string>> = {
  submitted: "a.state = 'submitted'",
  shortlisted: "a.state = 'shortlisted'",
  accepted: "a.state = 'accepted'",
  waiting: "a.state = 'waiting'",
  "not-selected": "a.state = 'not-selected'",
  withdrawn: "a.state = 'withdrawn'",
  decided: "a.state IN ('submitted', 'shortlisted') AND a.decision IS NOT NULL",
  undecided: "a.state IN ('submitted', 'shortlisted') AND a.decision IS NULL",
};

type ListRow = Omit<ListedApplicant, "state"> & { readonly state: ListedApplicant["state"]; readonly total: number };

/** A page of an event's applications, with the counts of all; who is no organizer reads no decisions. */
export async function listApplications(
  { actor, subject }: Permit<"application.list">,
  query: ListQuery,
  language: string,
): Promise<SelectionList> {
  const organizes = can(actor, "event.manage", subject);
  const [event, counts] = await Promise.all([
    getSelectionEvent(subject.id, language),
    countApplications(subject.id, organizes),
  ]);
  const state =
    query.state === null || (!organizes && /decided$/.test(query.state))
      ? "a.state <> 'withdrawn'"
      : narrowed[query.state];
  const read = (page: number) =>
    sql<ListRow>(
      `WITH ${scoredApplications},
       listed AS (
         SELECT a.id, p.full_name, p.native_name, a.person_id = $2 AS own, a.state, a.state_code, a.institution, a.institution_kind,
           a.submitted_at, CASE WHEN $3 AND a.person_id <> $2 OR a.sent_at IS NOT NULL THEN a.decision END AS decision, a.sent_at,
           coalesce(m.given, 0) AS given, coalesce(m.mine, false) AS mine,
           CASE WHEN a.person_id <> $2 AND (m.mine OR ($3 AND m.given >= $4)) THEN m.mean END AS mean
         FROM application a JOIN person p ON p.id = a.person_id LEFT JOIN means m ON m.application_id = a.id
         WHERE a.event_id = $1 AND a.submitted_at IS NOT NULL AND a.state <> 'drafted' AND ${state}
           AND ($5::text IS NULL OR a.state_code = $5) AND ($6::text IS NULL OR a.institution_kind = $6))
       SELECT id, full_name AS "fullName", native_name AS "nativeName", own, state::text, state_code AS "stateCode",
         institution, institution_kind AS "institutionKind", submitted_at AS "submittedAt", decision, sent_at AS "sentAt", given,
         mine, mean, count(*) OVER ()::int AS total
       FROM listed WHERE $7::int IS NULL OR mean >= $7
       ORDER BY ${orders[query.sort]} LIMIT ${APPLICANTS_A_PAGE} OFFSET $8`,
      [
        subject.id,
        actor.id,
        organizes,
        event.reviewersNeeded,
        query.country,
        query.kind,
        query.least,
        (page - 1) * APPLICANTS_A_PAGE,
      ],
    );
  let rows = await read(query.page);
  // A page after the last shows the first: somebody else may have narrowed what there was.
  const page = rows.length === 0 ? 1 : query.page;
  if (rows.length === 0 && query.page > 1) rows = await read(1);
  const total = rows[0]?.total ?? 0;
  return {
    event,
    applicants: rows.map(({ total: _, ...row }) => row),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / APPLICANTS_A_PAGE)),
    counts,
  };
}

async function countApplications(eventId: string, organizes: boolean): Promise<SelectionCounts> {
  const rows = await sql<{
    state: ApplicationState;
    decision: Decision | null;
    country: string | null;
    kind: InstitutionKind | null;
    count: number;
  }>(
    `SELECT state::text, CASE WHEN sent_at IS NULL THEN decision END AS decision, state_code AS country, institution_kind AS kind,
       count(*)::int AS count
     FROM application WHERE event_id = $1 GROUP BY 1, 2, 3, 4`,
    [eventId],
  );
  const states: Partial<Record<ListState, number>> = {};
  const kinds: Partial<Record<InstitutionKind, number>> = {};
  const countries = new Map<string, number>();
  const open = { accepted: 0, waiting: 0, "not-selected": 0 };
  let drafted = 0;
  for (const { state, decision, country, kind, count } of rows) {
    if (state === "drafted") {
      drafted += count;
      continue;
    }
    states[state] = (states[state] ?? 0) + count;
    if (state === "submitted" || state === "shortlisted") {
      if (organizes) {
        const stands = decision ? "decided" : "undecided";
        states[stands] = (states[stands] ?? 0) + count;
      }
      if (decision) open[decision] += count;
    }
    if (state === "withdrawn") continue;
    if (kind) kinds[kind] = (kinds[kind] ?? 0) + count;
    if (country) countries.set(country, (countries.get(country) ?? 0) + count);
  }
  return { drafted, states, kinds, open, countries: [...countries].map(([code, count]) => ({ code, count })) };
}

/** An application of an event, for the access table; null for one that was never sent, as for none. */
export async function getApplicationSubject(slug: string, id: string): Promise<ApplicationSubject | null> {
  return db.application.findFirst({
    where: { id, event: { slug }, submittedAt: { not: null }, state: { not: "drafted" } },
    select: { id: true, personId: true, event: { select: { id: true, organizationId: true } } },
  });
}

/** The applications of an event with these ids, for the access table; those of other events are left out. */
export function listApplicationSubjects(slug: string, ids: readonly string[]): Promise<ApplicationSubject[]> {
  return db.application.findMany({
    where: { id: { in: [...ids] }, event: { slug }, submittedAt: { not: null }, state: { not: "drafted" } },
    select: { id: true, personId: true, event: { select: { id: true, organizationId: true } } },
  });
}

/** One application with what was answered, the scores that the asking person may see, and for organizers the decision. */
export async function getApplicant(
  { actor, subject }: Permit<"application.review">,
  language: Language,
): Promise<ApplicantView> {
  const row = await db.application.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      id: true,
      state: true,
      submittedAt: true,
      groups: true,
      decision: true,
      decisionReason: true,
      decidedAt: true,
      sentAt: true,
      ...draftSelect,
      person: { select: { fullName: true, nativeName: true } },
      decidedBy: { select: { fullName: true } },
      event: { select: { applicationForm: true } },
      scores: {
        orderBy: { savedAt: "asc" },
        select: {
          reviewerId: true,
          scores: true,
          percent: true,
          comment: true,
          savedAt: true,
          reviewer: { select: { fullName: true } },
        },
      },
    },
  });
  const [event, files, courses] = await Promise.all([
    getSelectionEvent(subject.event.id, language),
    listFiles(subject.id),
    listEarlierCourses(db, subject.event.id, subject.personId, language),
  ]);
  const organizes = can(actor, "event.manage", subject.event);
  const given = row.scores.map(({ reviewerId, reviewer, scores, percent, comment, savedAt }): GivenScore => {
    const numbers = scores as Record<string, number>;
    return { reviewer: reviewer.fullName, own: reviewerId === actor.id, scores: numbers, comment, percent, savedAt };
  });
  const mine = given.find(({ own }) => own) ?? null;
  const sees = maySeeScores({ scored: mine !== null, organizes, given: given.length, needed: event.reviewersNeeded });
  const draft = draftOf(row);
  return {
    event,
    id: row.id,
    fullName: row.person.fullName,
    nativeName: row.person.nativeName,
    state: hyphened(row.state) as ApplicantView["state"],
    submittedAt: row.submittedAt ?? new Date(0),
    draft,
    groups: row.groups as StateGroups | null,
    // What was answered is read also where it is no longer asked.
    questions: formOf(row.event.applicationForm)
      .questions.filter(
        ({ id, hidden }) => !hidden || draft.answers[id] || files.some(({ questionId }) => questionId === id),
      )
      .map((question) => askIn(question, language)),
    files,
    courses,
    mine,
    others: sees ? given.filter(({ own }) => !own) : null,
    given: given.length,
    decision:
      organizes && row.decision && row.decidedAt
        ? {
            decision: row.decision as Decision,
            reason: row.decisionReason ?? "",
            by: row.decidedBy?.fullName ?? "",
            at: row.decidedAt,
            sentAt: row.sentAt,
          }
        : null,
  };
}

/** What the balance of an event's applications is counted from. */
export function listBalanceRows({ subject }: Permit<"event.manage">): Promise<BalanceRow[]> {
  return sql<BalanceRow>(
    `SELECT state::text, CASE WHEN sent_at IS NULL THEN decision END AS decision, state_code AS "stateCode", groups, gender, institution_kind AS "institutionKind"
     FROM application WHERE event_id = $1 AND submitted_at IS NOT NULL AND state NOT IN ('drafted', 'withdrawn')
     ORDER BY submitted_at, id`,
    [subject.id],
  );
}

/** The events with applications for which somebody was named as a reviewer, with how many wait for their score. */
export async function listReviewing(actor: Actor, language: string): Promise<ReviewingEvent[]> {
  const grants = actor.grants.filter(({ role }) => role === "reviewer");
  if (grants.length === 0) return [];
  const rows = await sql<{
    slug: string;
    reference: string;
    layers: { language: string; title: string }[];
    applications: number;
    unscored: number;
  }>(
    `SELECT e.slug, e.reference,
       coalesce((SELECT jsonb_agg(jsonb_build_object('language', l.language, 'title', l.title)) FROM event_layer l WHERE l.event_id = e.id), '[]') AS layers,
       count(*)::int AS applications,
       count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM application_score s WHERE s.application_id = a.id AND s.reviewer_id = $1))::int AS unscored
     FROM event e JOIN application a ON a.event_id = e.id AND a.state IN ('submitted', 'shortlisted') AND a.person_id <> $1
     WHERE e.state = 'published' AND (e.id = ANY($2::uuid[]) OR e.organization_id = ANY($3::uuid[]))
     GROUP BY e.id ORDER BY e.registration_closes_at, e.slug LIMIT 50`,
    [
      actor.id,
      grants.flatMap(({ eventId }) => eventId ?? []),
      grants.flatMap(({ organizationId }) => organizationId ?? []),
    ],
  );
  return rows.map(({ layers, ...row }) => ({ ...row, title: titleOf(layers, language, row.slug) }));
}
