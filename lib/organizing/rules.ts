import { freeSlug, slugOf } from "@/lib/format/slug";
import { type Blueprint, type Drawable, drawForm, tagValues } from "@/lib/questions/draw-form";
import { windowState } from "@/lib/scheduling/windows";
import { instantOf, localOf } from "@/lib/scheduling/zones";
import type { EventSettings, EventState, ExamSettings, NextStep, PublishProblem, Windows } from "./types";

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
export type TypedWindows = { readonly [Field in WindowField]: string };

const pairs = [
  ["registrationOpensAt", "registrationClosesAt"],
  ["opensAt", "closesAt"],
] as const;

/**
 * Reads the two windows in their zone. A field that still shows what was shown keeps its instant to the millisecond, so that
 * saving a form unchanged moves nothing.
 * Errors: one problem a field; half a window, a window that runs backwards, registration that outlasts the event, an hour that
 * a clock change leaves out or repeats.
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
    if (before && kept.zone === zone && localOf(before, zone) === local) return before;
    const instant = localShape.test(local) ? instantOf(local, zone) : ({ ok: false, reason: "not-a-time" } as const);
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
};

/** Everything that keeps an event from being published; nothing when it can be. */
export function findPublishProblems(event: Publishable): PublishProblem[] {
  const problems: PublishProblem[] = [];
  if (event.title.trim() === "") problems.push({ kind: "no-title" });
  for (const [opens, closes] of pairs) {
    const [from, to] = [event[opens], event[closes]];
    if (from && to && to <= from) problems.push({ kind: "window-backwards" });
  }
  if (!event.exam) {
    if (event.certificateKind?.startsWith("itu-")) problems.push({ kind: "certificate-without-exam" });
    return problems;
  }
  if (event.pool === null) problems.push({ kind: "no-bank" });
  else problems.push(...findBlueprintProblems(event.pool, event.exam.blueprint));
  const { questions } = event.exam.blueprint;
  if (!fitsCertificate(questions, event.certificateKind)) problems.push({ kind: "itu-questions", questions });
  // Only the exam gives points so far; a component that nothing fills is worth nothing.
  for (const { kind } of event.components)
    if (kind !== "exam") problems.push({ kind: "worthless-component", component: kind });
  const sum = event.components.reduce((total, { weight }) => total + weight, 0);
  if (sum !== 100) problems.push({ kind: "weights-not-100", sum });
  return problems;
}

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
