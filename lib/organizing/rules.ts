import { ituStudyHours } from "@/lib/certificates/dossier/rules";
import { freeSlug, slugOf } from "@/lib/format/slug";
import { type Blueprint, type Drawable, drawForm, tagValues } from "@/lib/questions/draw-form";
import { windowState } from "@/lib/scheduling/windows";
import { instantOf, localOf, type Pass, passOf } from "@/lib/scheduling/zones";
import type {
  EventSettings,
  EventState,
  ExamSettings,
  NextStep,
  PublishProblem,
  Step,
  StepReason,
  Windows,
} from "./types";

/** The address of a new event: its title's, with a number where that is taken or names a page of the organizer's. */
export const eventSlug = (title: string, taken: readonly string[]): string =>
  freeSlug(slugOf(title, "event"), new Set([...taken, "new"]));

export type WindowField = keyof Windows;
export type WindowProblem =
  | "not-a-time"
  | "skipped"
  | "doubled"
  | "half-window"
  | "closes-before-opens"
  | "registration-after-event";

const localShape = /^(?:20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;

/** What is typed into the four fields of the two windows, as a datetime-local field writes it; empty for "to be announced". */
export type TypedWindows = { readonly [Field in WindowField]: string } & {
  /** "first" or "second" for an hour that happens twice; empty until that is asked. */
  readonly [Field in `${WindowField}Pass`]?: string;
};

const readPass = (text: string | undefined): Pass | null => (text === "first" || text === "second" ? text : null);

const pairs = [
  ["registrationOpensAt", "registrationClosesAt"],
  ["opensAt", "closesAt"],
] as const;

/**
 * Reads the two windows in their zone. A field that still shows what was shown keeps its instant to the millisecond, so that
 * saving a form unchanged moves nothing. Of an hour that a clock change repeats, the field beside it says which one is meant.
 * Errors: one problem a field; half a window, a window that runs backwards, registration that outlasts the event, an hour that
 * a clock change leaves out, or repeats without anybody having said which one is meant.
 */
export function readWindows(
  typed: TypedWindows,
  zone: string,
  kept: (Windows & { readonly zone: string }) | null,
): {
  readonly windows: Windows;
  readonly problems: readonly { readonly field: WindowField; readonly problem: WindowProblem }[];
} {
  const problems: { field: WindowField; problem: WindowProblem }[] = [];
  const read = (field: WindowField): Date | null => {
    const local = typed[field];
    if (local === "") return null;
    const before = kept?.[field];
    const pass = readPass(typed[`${field}Pass`]);
    const shown = before && kept.zone === zone && localOf(before, zone) === local;
    if (shown && (!pass || passOf(before, zone) === pass || !passOf(before, zone))) return before;
    const instant = localShape.test(local)
      ? instantOf(local, zone, pass)
      : ({ ok: false, reason: "not-a-time" } as const);
    if (instant.ok) return instant.value;
    problems.push({ field, problem: instant.reason });
    return null;
  };
  const windows: Windows = {
    registrationOpensAt: read("registrationOpensAt"),
    registrationClosesAt: read("registrationClosesAt"),
    opensAt: read("opensAt"),
    closesAt: read("closesAt"),
  };
  if (problems.length > 0) return { windows, problems };
  for (const [opens, closes] of pairs) {
    const [from, to] = [windows[opens], windows[closes]];
    if ((from === null) !== (to === null)) problems.push({ field: from ? closes : opens, problem: "half-window" });
    else if (from && to && to <= from) problems.push({ field: closes, problem: "closes-before-opens" });
  }
  if (
    problems.length === 0 &&
    windows.registrationClosesAt &&
    windows.closesAt &&
    windows.registrationClosesAt > windows.closesAt
  )
    problems.push({ field: "registrationClosesAt", problem: "registration-after-event" });
  return { windows, problems };
}

/**
 * What of a blueprint a pool of questions cannot give. The counts are looked at first, because they tell the organizer what to
 * change; then a form is drawn on trial: what can be drawn for one seed can be drawn for every seed.
 */
export function findBlueprintProblems(pool: readonly Drawable[], blueprint: Blueprint): PublishProblem[] {
  const problems: PublishProblem[] = [];
  const have = pool.length;
  if (have < blueprint.questions) problems.push({ kind: "too-few-questions", wanted: blueprint.questions, have });
  const modules = [...new Set(pool.map(({ module }) => module))].sort();
  for (const module of modules) {
    const inModule = pool.filter((question) => question.module === module).length;
    if (inModule < blueprint.perModule)
      problems.push({ kind: "too-few-in-module", module, wanted: blueprint.perModule, have: inModule });
  }
  const demanded = blueprint.perModule * modules.length;
  if (demanded > blueprint.questions)
    problems.push({ kind: "modules-want-more", wanted: demanded, questions: blueprint.questions });
  for (const norm of blueprint.norms)
    if (!pool.some(({ norms }) => norms.includes(norm))) problems.push({ kind: "no-question-on-norm", norm });
  for (const { tag, value, least } of blueprint.quotas ?? []) {
    const carry = pool.filter((question) => tagValues(question, tag).includes(value)).length;
    if (carry < least) problems.push({ kind: "too-few-with-tag", tag, value, wanted: least, have: carry });
  }
  if (problems.length > 0) return problems;
  return drawForm(pool, blueprint, "trial").ok ? [] : [{ kind: "not-always-drawable" }];
}

/** How many questions an exam for the ITU certificate has, from and to. */
export const ituQuestions = [25, 30] as const;

/** Whether an exam has as many questions as its certificate asks for; other certificates ask for no number. */
export const fitsCertificate = (questions: number, certificateKind: string | null): boolean =>
  certificateKind !== "itu-certificate" || (questions >= ituQuestions[0] && questions <= ituQuestions[1]);

export type Publishable = Windows & {
  readonly title: string;
  readonly certificateKind: string | null;
  readonly exam: Pick<ExamSettings, "blueprint"> | null;
  /** The questions that could be drawn; null without a bank. */
  readonly pool: readonly Drawable[] | null;
  readonly components: readonly { readonly kind: string; readonly weight: number }[];
  /** The event's own hours, else its course's. */
  readonly studyHours: number | null;
  readonly attendancePercent: number | null;
  /** Sessions that take place. */
  readonly sessions: number;
};

/** Everything that keeps an event from being published; nothing when it can be. */
export function findPublishProblems(event: Publishable): PublishProblem[] {
  const problems: PublishProblem[] = [];
  if (event.title.trim() === "") problems.push({ kind: "no-title" });
  for (const [opens, closes] of pairs) {
    const [from, to] = [event[opens], event[closes]];
    if (from && to && to <= from) problems.push({ kind: "window-backwards" });
  }
  if (event.certificateKind === "itu-certificate") {
    if (event.studyHours === null) problems.push({ kind: "no-study-hours" });
    else if (event.studyHours < ituStudyHours) problems.push({ kind: "too-few-study-hours", hours: event.studyHours });
  }
  if (event.attendancePercent !== null && event.sessions === 0) problems.push({ kind: "attendance-without-sessions" });
  if (!event.exam) {
    if (event.certificateKind?.startsWith("itu-")) problems.push({ kind: "certificate-without-exam" });
    return problems;
  }
  if (event.pool === null) problems.push({ kind: "no-bank" });
  else problems.push(...findBlueprintProblems(event.pool, event.exam.blueprint));
  const { questions } = event.exam.blueprint;
  if (!fitsCertificate(questions, event.certificateKind)) problems.push({ kind: "itu-questions", questions });
  // A component that nothing fills is worth nothing.
  for (const { kind, weight } of event.components)
    if (weight < 1 || !(kind === "exam" || (kind === "attendance" && event.sessions > 0)))
      problems.push({ kind: "worthless-component", component: kind });
  const sum = event.components.reduce((total, { weight }) => total + weight, 0);
  if (sum !== 100) problems.push({ kind: "weights-not-100", sum });
  return problems;
}

/** The states of an event, in the order of its life. */
export const eventStates = ["draft", "in-review", "published", "closed", "archived", "cancelled"] as const;

/** What decides whether a step may be taken, read under the event's lock. */
export type StepFacts = {
  readonly state: EventState;
  readonly reviewRequired: boolean;
  /** Nothing keeps it from being published. */
  readonly ready: boolean;
  /** Whoever sent it to review is the one who acts. */
  readonly sentByActor: boolean;
  readonly runningAttempts: number;
  readonly openAppeals: number;
  /** A certificate of it waits for somebody: to be released, to be decided on, or for its dossier to come back. */
  readonly releaseOpen: boolean;
};

type StepRule = {
  readonly from: readonly EventState[];
  readonly to: EventState;
  /** The access table's action that a person needs. */
  readonly by: "event.manage" | "event.review";
  /** Why not, from any other state. */
  readonly otherwise: StepReason;
  /** Each with the reason it gives when it fails, in the order in which they are told. */
  readonly conditions: readonly (readonly [StepReason, (facts: StepFacts) => boolean])[];
  /** The row it leaves in the record. */
  readonly audit: string;
  /** Who is told of it by a letter. */
  readonly tells: "reviewers" | "sender" | "everybody" | null;
};

const ready = ["not-ready", (facts: StepFacts) => facts.ready] as const;
const byAnother = ["reviewed-by-sender", (facts: StepFacts) => !facts.sentByActor] as const;
const nobodySits = ["attempts-running", (facts: StepFacts) => facts.runningAttempts === 0] as const;

/** Every way from one state of an event to another: from where, by whom, on what condition, and what it leaves behind. */
export const steps: Readonly<Record<Step, StepRule>> = {
  "send-to-review": {
    from: ["draft"],
    to: "in-review",
    by: "event.manage",
    otherwise: "not-a-draft",
    conditions: [ready],
    audit: "event.send-to-review",
    tells: "reviewers",
  },
  pass: {
    from: ["in-review"],
    to: "published",
    by: "event.review",
    otherwise: "not-in-review",
    conditions: [byAnother, ready],
    audit: "event.pass-review",
    tells: "sender",
  },
  return: {
    from: ["in-review"],
    to: "draft",
    by: "event.review",
    otherwise: "not-in-review",
    conditions: [byAnother],
    audit: "event.return",
    tells: "sender",
  },
  publish: {
    from: ["draft", "in-review"],
    to: "published",
    by: "event.manage",
    otherwise: "not-a-draft",
    conditions: [["review-first", (facts) => !facts.reviewRequired], ready],
    audit: "event.publish",
    tells: null,
  },
  close: {
    from: ["published"],
    to: "closed",
    by: "event.manage",
    otherwise: "not-published",
    conditions: [nobodySits],
    audit: "event.close",
    tells: null,
  },
  archive: {
    from: ["closed"],
    to: "archived",
    by: "event.manage",
    otherwise: "not-closed",
    conditions: [
      nobodySits,
      ["appeals-open", (facts) => facts.openAppeals === 0],
      ["release-open", (facts) => !facts.releaseOpen],
    ],
    audit: "event.archive",
    tells: null,
  },
  cancel: {
    from: ["draft", "in-review", "published"],
    to: "cancelled",
    by: "event.manage",
    otherwise: "not-cancellable",
    conditions: [],
    audit: "event.cancel",
    tells: "everybody",
  },
};

/** Why a step may not be taken now; null when it may. */
export function whyNot(step: Step, facts: StepFacts): StepReason | null {
  const { from, otherwise, conditions } = steps[step];
  if (!from.includes(facts.state)) return otherwise;
  return conditions.find(([, holds]) => !holds(facts))?.[0] ?? null;
}

/** What a reviewer looks at, each ticked before an event passes. */
export const reviewItems = ["objectives", "study-hours", "assessment", "presence", "partners"] as const;
export type ReviewItem = (typeof reviewItems)[number];

/** Whether seats grow beyond a recommended ceiling, for which a published event's organizer gives a reason. */
export const raisesCeiling = (
  before: Pick<EventSettings, "seats" | "seatsRule">,
  after: Pick<EventSettings, "seats">,
): boolean =>
  before.seatsRule === "recommended" && before.seats !== null && (after.seats === null || after.seats > before.seats);

const movedFields = ["registrationOpensAt", "registrationClosesAt", "opensAt", "closesAt", "zone", "place"] as const;

/** Whether an edit changes when or where an event takes place: everybody concerned is told. */
export const movesEvent = (fields: readonly string[]): boolean => movedFields.some((field) => fields.includes(field));

/** Whether an edit changes what calendars show. */
export const changesCalendar = (fields: readonly string[]): boolean =>
  movesEvent(fields) || fields.includes("title") || fields.includes("otherTexts");

/** What an organizer does next with an event, or waits for. */
export function nextStepOf(
  event: Windows & {
    readonly state: EventState;
    readonly reviewRequired: boolean;
    readonly certificateKind: string | null;
  },
  now: Date,
): NextStep {
  switch (event.state) {
    case "draft":
      return event.reviewRequired ? "send-to-review" : "publish";
    case "in-review":
      return "await-review";
    case "closed":
      return event.certificateKind ? "release" : "release-none";
    case "archived":
    case "cancelled":
      return "none";
    case "published": {
      const running = windowState(event, now);
      if (running === "past") return "close";
      if (running === "open") return "event-open";
      const registration = windowState(
        { opensAt: event.registrationOpensAt, closesAt: event.registrationClosesAt },
        now,
      );
      if (registration === "open") return "registration-open";
      if (registration === "upcoming") return "registration-opens";
      return running === "upcoming" ? "event-opens" : "announce-dates";
    }
  }
}

/** The fields in which two states of an event differ, in the order of the form; for the audit. */
export function changedFields(before: EventSettings, after: EventSettings): string[] {
  // Partners have no order of their own; every other list does.
  const comparable = ({ partners, ...rest }: EventSettings) => ({
    ...rest,
    partners: partners.map((partner) => JSON.stringify(partner)).sort(),
  });
  const [was, is] = [comparable(before), comparable(after)];
  return (Object.keys(after) as (keyof EventSettings)[]).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
}

/** Whether exam settings differ in what every form of one event must share, or in the rule by which it is passed. */
export function changesExam(before: ExamSettings, after: ExamSettings): boolean {
  const fixed = ({ blueprint, timeLimitSeconds, thresholdPercent, strict }: ExamSettings): string =>
    JSON.stringify([
      blueprint.questions,
      blueprint.pointsPerQuestion,
      blueprint.perModule,
      [...blueprint.norms].sort(),
      (blueprint.quotas ?? []).map(({ tag, value, least }) => [tag, value, least]),
      timeLimitSeconds,
      thresholdPercent,
      strict,
    ]);
  return fixed(before) !== fixed(after);
}
