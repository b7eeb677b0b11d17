import { authorize, type Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { saveDraft, submitApplication } from "@/lib/admission/applications/mutations";
import { emptyForm } from "@/lib/admission/applications/rules";
import type { ApplicationForm, Question, Rubric } from "@/lib/admission/applications/types";
import { getApplicationSubject } from "@/lib/admission/selection/data";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { type SeededEvent, seedEvent } from "./events";
import { seedPerson } from "./people";

/** What everybody is asked, answered. */
export const wholeAnswers = {
  state: "MU",
  institution: "Ministry of Tests",
  institutionKind: "foreign-ministry",
  position: "Attaché",
  // Whatever earlier course another test requires.
  courses: ["un-cyber-norms-csirts", "cyber-policy-and-diplomacy", "cyberdiplomacy-training"],
};

export const rubric: Rubric = {
  revision: 1,
  nextNumber: 3,
  criteria: [
    { id: "k1", label: "Motivation", maximum: 5, weight: 3 },
    { id: "k2", label: "Need", maximum: 10, weight: 1 },
  ],
};

/** A question of short text, optional; a test states what differs. */
export const buildQuestion = (fields: Partial<Question> = {}): Question => ({
  id: "q1",
  kind: "short",
  layers: { en: { label: "Why do you apply?", help: "" } },
  required: false,
  maximum: 200,
  choices: [],
  hidden: false,
  ...fields,
});

export const formWith = (...questions: readonly Question[]): ApplicationForm => ({
  ...emptyForm,
  nextNumber: 20,
  questions,
});

type Fields = Parameters<typeof seedEvent>[0] & { readonly form?: ApplicationForm };

/** An event that takes applications now, with a rubric of two criteria. */
export const seedSelectingEvent = ({ form, ...fields }: Fields = {}): Promise<SeededEvent> =>
  seedEvent({
    admission: "application",
    rubric,
    ...(form ? { applicationForm: JSON.parse(JSON.stringify(form)) as object } : {}),
    ...fields,
  });

export const applying = (actor: Actor, event: SeededEvent): Permit<"event.join"> =>
  authorize(actor, "event.join", event);

/** A person's own application row. */
export async function readApplication(actor: Actor, event: SeededEvent) {
  const [row] = await sql<{
    id: string;
    state: string;
    answers: Record<string, unknown>;
    revision: number;
    institution: string | null;
    state_code: string | null;
    groups: Record<string, unknown> | null;
    submitted_at: Date | null;
    decision: string | null;
    sent_at: Date | null;
  }>("SELECT * FROM application WHERE event_id = $1 AND person_id = $2", [event.id, actor.id]);
  return row ?? null;
}

/** Fills in what everybody is asked, and more, as one press of "save". */
export async function draft(actor: Actor, event: SeededEvent, fields: Record<string, unknown> = {}) {
  const revision = (await readApplication(actor, event))?.revision ?? 0;
  return saveDraft(applying(actor, event), revision, { ...wholeAnswers, ...fields }, new Map(), null);
}

export async function submit(actor: Actor, event: SeededEvent) {
  return submitApplication(applying(actor, event), (await readApplication(actor, event))?.revision ?? 0);
}

/** A person who has sent an application. */
export async function seedApplicant(event: SeededEvent, fields: Record<string, unknown> = {}): Promise<Actor> {
  const actor = await seedPerson();
  await draft(actor, event, fields);
  const sent = await submit(actor, event);
  if (!sent.ok) throw new Error(`the application was not sent: ${sent.reason}`);
  return actor;
}

/** So many of them. */
export async function seedApplicants(event: SeededEvent, howMany: number): Promise<Actor[]> {
  return Promise.all(Array.from({ length: howMany }, () => seedApplicant(event)));
}

/** The permit to score or decide somebody's application, as the door makes it. */
export async function handling<A extends "application.review" | "application.decide">(
  staff: Actor,
  action: A,
  applicant: Actor,
  event: SeededEvent,
): Promise<Permit<A>> {
  const { id } = found(await readApplication(applicant, event), "application");
  return authorize(staff, action, found(await getApplicationSubject(event.slug, id), "application"));
}

export const seedReviewer = (event: SeededEvent, on: "event" | "organization" = "event"): Promise<Actor> =>
  seedPerson({
    grants: [
      on === "event"
        ? { role: "reviewer", organizationId: null, eventId: event.id }
        : { role: "reviewer", organizationId: event.organizationId, eventId: null },
    ],
  });
