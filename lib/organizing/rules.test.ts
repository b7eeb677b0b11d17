import { describe, expect, it } from "vitest";
import type { Blueprint, Drawable } from "@/lib/questions/draw-form";
import {
  changedFields,
  changesCalendar,
  changesExam,
  eventSlug,
  eventStates,
  findBlueprintProblems,
  findPublishProblems,
  fitsCertificate,
  movesEvent,
  nextStepOf,
  type Publishable,
  raisesCeiling,
  readWindows,
  type StepFacts,
  steps,
  type TypedWindows,
  whyNot,
} from "./rules";
import type { EventSettings, ExamSettings, Step } from "./types";

const at = (iso: string): Date => new Date(iso);

describe("eventSlug", () => {
  it.each([
    { title: "Cyber norms, Port Louis", taken: [], slug: "cyber-norms-port-louis", why: "the title's words" },
    { title: "Cyber norms", taken: ["cyber-norms"], slug: "cyber-norms-2", why: "another event has it" },
    { title: "New", taken: [], slug: "new-2", why: "/organize/events/new is the page for new events" },
    { title: "معايير", taken: ["event"], slug: "event-2", why: "nothing Latin is left" },
  ])("makes $slug of “$title”: $why", ({ title, taken, slug }) => {
    expect(eventSlug(title, taken)).toBe(slug);
  });
});

describe("readWindows", () => {
  const typed = (fields: Partial<TypedWindows>): TypedWindows => ({
    registrationOpensAt: "",
    registrationClosesAt: "",
    opensAt: "",
    closesAt: "",
    ...fields,
  });
  const problemsOf = (fields: Partial<TypedWindows>, zone: string) => readWindows(typed(fields), zone, null).problems;

  it("reads four empty fields as two windows to be announced", () => {
    expect(readWindows(typed({}), "UTC", null)).toEqual({
      windows: { registrationOpensAt: null, registrationClosesAt: null, opensAt: null, closesAt: null },
      problems: [],
    });
  });

  it("reads wall clocks in the event's zone", () => {
    const { windows, problems } = readWindows(
      typed({ opensAt: "2027-03-12T14:00", closesAt: "2027-03-12T18:00:30" }),
      "Indian/Mauritius",
      null,
    );
    expect(problems).toEqual([]);
    expect(windows).toMatchObject({ opensAt: at("2027-03-12T10:00:00Z"), closesAt: at("2027-03-12T14:00:30Z") });
  });

  it.each([
    {
      fields: { opensAt: "2027-03-12T14:00" },
      problem: { field: "closesAt", problem: "half-window" },
      why: "only a start",
    },
    {
      fields: { registrationClosesAt: "2027-03-12T14:00" },
      problem: { field: "registrationOpensAt", problem: "half-window" },
      why: "only an end",
    },
    {
      fields: { opensAt: "2027-03-12T14:00", closesAt: "2027-03-12T13:59" },
      problem: { field: "closesAt", problem: "closes-before-opens" },
      why: "it runs backwards",
    },
    {
      fields: { opensAt: "2027-03-12T14:00", closesAt: "2027-03-12T14:00" },
      problem: { field: "closesAt", problem: "closes-before-opens" },
      why: "it has no length",
    },
    {
      fields: {
        registrationOpensAt: "2027-03-01T09:00",
        registrationClosesAt: "2027-03-13T09:00",
        opensAt: "2027-03-10T09:00",
        closesAt: "2027-03-12T09:00",
      },
      problem: { field: "registrationClosesAt", problem: "registration-after-event" },
      why: "one could join what is over",
    },
    {
      fields: { opensAt: "2027-03-28T02:30", closesAt: "2027-04-01T09:00" },
      problem: { field: "opensAt", problem: "skipped" },
      why: "the clocks go forward at 02:00",
    },
    {
      fields: { opensAt: "2027-10-01T09:00", closesAt: "2027-10-31T02:30" },
      problem: { field: "closesAt", problem: "doubled" },
      why: "the clocks go back at 03:00",
    },
    ...[
      "tomorrow",
      "2027-02-30T09:00",
      "2027-03-12",
      "2027-03-12T25:00",
      "0001-01-01T00:00",
      "2027-03-12T14:00[u-ca=hebrew]",
    ].map((opensAt) => ({
      fields: { opensAt, closesAt: "2027-04-01T09:00" },
      problem: { field: "opensAt", problem: "not-a-time" },
      why: `${opensAt} is no day and time`,
    })),
  ])("refuses $problem.field as $problem.problem: $why", ({ fields, problem }) => {
    expect(problemsOf(fields, "Europe/Zurich")).toEqual([problem]);
  });

  it("takes registration that closes with the event", () => {
    const end = "2027-03-12T09:00";
    const fields = {
      registrationOpensAt: "2027-03-01T09:00",
      registrationClosesAt: end,
      opensAt: "2027-03-10T09:00",
      closesAt: end,
    };
    expect(problemsOf(fields, "UTC")).toEqual([]);
  });

  describe("of an event that exists", () => {
    const kept = {
      zone: "Europe/Zurich",
      registrationOpensAt: null,
      registrationClosesAt: null,
      // The second 02:30 of a night on which the clocks went back, with seconds that the field does not show.
      opensAt: at("2026-10-25T01:30:27.123Z"),
      closesAt: at("2026-11-25T12:00:00.456Z"),
    };

    it("keeps every instant whose field was left as it was, to the millisecond", () => {
      const { windows, problems } = readWindows(
        typed({ opensAt: "2026-10-25T02:30", closesAt: "2026-11-25T13:00" }),
        "Europe/Zurich",
        kept,
      );
      expect(problems).toEqual([]);
      expect(windows).toMatchObject({ opensAt: kept.opensAt, closesAt: kept.closesAt });
    });

    it("reads every field anew when the zone was changed", () => {
      const { windows } = readWindows(
        typed({ opensAt: "2026-10-25T02:30", closesAt: "2026-11-25T13:00" }),
        "UTC",
        kept,
      );
      expect(windows).toMatchObject({ opensAt: at("2026-10-25T02:30:00Z"), closesAt: at("2026-11-25T13:00:00Z") });
    });
  });
});

const question = (module: string, norms: readonly string[], at: number): Drawable => ({
  questionId: `question of ${module}-${at}`,
  versionId: `${module}-${at}`,
  kind: "single",
  module,
  outcome: "o1",
  norms,
  cbms: [],
  bloom: null,
  easePercent: null,
  optionIds: ["a", "b", "c", "d"],
  enemies: [],
});
/** Two modules of six questions each; norm c is in the first, norm d in the second. */
const pool: readonly Drawable[] = ["one", "two"].flatMap((module, m) =>
  Array.from({ length: 6 }, (_, i) => question(module, i === 0 ? [m === 0 ? "c" : "d"] : [], i)),
);
const buildBlueprint = (fields: Partial<Blueprint> = {}): Blueprint => ({
  questions: 10,
  pointsPerQuestion: 1,
  perModule: 2,
  norms: [],
  ...fields,
});

describe("findBlueprintProblems", () => {
  it.each([
    { blueprint: {}, problems: [], why: "the bank has enough of everything" },
    { blueprint: { norms: ["c", "d"] }, problems: [], why: "each norm has its question" },
    { blueprint: { questions: 12 }, problems: [], why: "every question of the bank" },
    {
      blueprint: { questions: 13 },
      problems: [{ kind: "too-few-questions", wanted: 13, have: 12 }],
      why: "one more than there are",
    },
    {
      blueprint: { questions: 12, perModule: 7 },
      problems: [
        { kind: "too-few-in-module", module: "one", wanted: 7, have: 6 },
        { kind: "too-few-in-module", module: "two", wanted: 7, have: 6 },
        { kind: "modules-want-more", wanted: 14, questions: 12 },
      ],
      why: "no module has seven, and seven of each are more than twelve",
    },
    {
      blueprint: { norms: ["k"] },
      problems: [{ kind: "no-question-on-norm", norm: "k" }],
      why: "nothing is on norm k",
    },
    {
      blueprint: { questions: 3 },
      problems: [{ kind: "modules-want-more", wanted: 4, questions: 3 }],
      why: "two of each are four",
    },
  ])("finds $problems: $why", ({ blueprint, problems }) => {
    expect(findBlueprintProblems(pool, buildBlueprint(blueprint))).toEqual(problems);
  });

  it.each([
    { quotas: [{ tag: "norm", value: "c", least: 2 }], kinds: ["too-few-with-tag"], why: "one question is on norm c" },
    { quotas: [{ tag: "ease", value: "hard", least: 1 }], kinds: ["too-few-with-tag"], why: "no difficulty is known" },
    { quotas: [{ tag: "outcome", value: "o1", least: 10 }], kinds: [], why: "every question is on the outcome" },
  ] as const)("counts what carries a quota's tag: $why", ({ quotas, kinds }) => {
    expect(findBlueprintProblems(pool, buildBlueprint({ quotas })).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("finds demands that each can be met, but not together", () => {
    const crowded = [...pool, question("one", ["e"], 6), question("one", ["f"], 7)];
    expect(
      findBlueprintProblems(crowded, buildBlueprint({ questions: 4, perModule: 2, norms: ["c", "e", "f"] })),
    ).toEqual([{ kind: "not-always-drawable" }]);
  });
});

const exam: ExamSettings = {
  blueprint: buildBlueprint(),
  timeLimitSeconds: 3600,
  attemptsAllowed: 1,
  thresholdPercent: 70,
  strict: true,
};
const buildEvent = (fields: Partial<Publishable> = {}): Publishable => ({
  title: "Cyber norms",
  certificateKind: "itu-badge",
  exam,
  pool,
  components: [{ kind: "exam", weight: 100 }],
  studyHours: null,
  attendancePercent: null,
  sessions: 0,
  registrationOpensAt: null,
  registrationClosesAt: null,
  opensAt: at("2027-03-12T09:00:00Z"),
  closesAt: at("2027-03-13T09:00:00Z"),
  ...fields,
});

describe("findPublishProblems", () => {
  it.each([
    { fields: {}, kinds: [], why: "an event with an exam, its bank and its certificate" },
    { fields: { opensAt: null, closesAt: null }, kinds: [], why: "dates may be to be announced" },
    { fields: { title: "  " }, kinds: ["no-title"], why: "a title of spaces" },
    { fields: { closesAt: at("2027-03-11T09:00:00Z") }, kinds: ["window-backwards"], why: "it ends before it starts" },
    {
      fields: { exam: null, pool: null, components: [], certificateKind: null },
      kinds: [],
      why: "neither exam nor certificate",
    },
    {
      fields: { exam: null, pool: null, components: [], certificateKind: "attendance-letter" },
      kinds: [],
      why: "a letter needs no exam",
    },
    {
      fields: { exam: null, pool: null, components: [] },
      kinds: ["certificate-without-exam"],
      why: "an ITU badge needs one",
    },
    {
      fields: { certificateKind: "itu-certificate", studyHours: 17 },
      kinds: ["itu-questions"],
      why: "ten questions are too few for the ITU certificate",
    },
    {
      fields: { certificateKind: "itu-certificate" },
      kinds: ["no-study-hours", "itu-questions"],
      why: "the ITU certificate stands on study hours",
    },
    {
      fields: { certificateKind: "itu-certificate", studyHours: 15 },
      kinds: ["too-few-study-hours", "itu-questions"],
      why: "fifteen hours are too few",
    },
    {
      fields: { certificateKind: "itu-certificate", studyHours: 16 },
      kinds: ["itu-questions"],
      why: "sixteen hours are an admin's decision",
    },
    { fields: { studyHours: 2 }, kinds: [], why: "other certificates ask for no hours" },
    {
      fields: { attendancePercent: 80 },
      kinds: ["attendance-without-sessions"],
      why: "there is nothing to attend",
    },
    { fields: { attendancePercent: 80, sessions: 1 }, kinds: [], why: "there is a session to attend" },
    { fields: { pool: null }, kinds: ["no-bank"], why: "an exam without a bank" },
    { fields: { pool: pool.slice(0, 9) }, kinds: ["too-few-questions"], why: "nine questions for ten" },
    { fields: { components: [] }, kinds: ["weights-not-100"], why: "no part of the total" },
    { fields: { components: [{ kind: "exam", weight: 99 }] }, kinds: ["weights-not-100"], why: "99 of 100" },
    {
      fields: {
        components: [
          { kind: "exam", weight: 60 },
          { kind: "attendance", weight: 40 },
        ],
      },
      kinds: ["worthless-component"],
      why: "nothing gives points for attendance without sessions",
    },
    {
      fields: {
        sessions: 2,
        components: [
          { kind: "exam", weight: 60 },
          { kind: "attendance", weight: 40 },
        ],
      },
      kinds: [],
      why: "sessions give points for attendance",
    },
    {
      fields: {
        sessions: 2,
        components: [
          { kind: "exam", weight: 60 },
          { kind: "assignment", weight: 40 },
        ],
      },
      kinds: ["worthless-component"],
      why: "nothing gives points for assignments",
    },
    {
      fields: {
        components: [
          { kind: "attendance", weight: 0 },
          { kind: "exam", weight: 100 },
        ],
      },
      kinds: ["worthless-component"],
      why: "a part without weight",
    },
  ])("finds $kinds: $why", ({ fields, kinds }) => {
    expect(findPublishProblems(buildEvent(fields)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("nextStepOf", () => {
  const now = at("2027-03-01T12:00:00Z");
  const [past, soon, later] = [at("2027-02-01T12:00:00Z"), at("2027-04-01T12:00:00Z"), at("2027-05-01T12:00:00Z")];
  const longPast = at("2027-01-01T12:00:00Z");
  const none = { registrationOpensAt: null, registrationClosesAt: null, opensAt: null, closesAt: null };
  it.each([
    { state: "draft", windows: none, step: "publish" },
    { state: "draft", reviewRequired: true, windows: none, step: "send-to-review" },
    { state: "in-review", reviewRequired: true, windows: none, step: "await-review" },
    { state: "published", windows: none, step: "announce-dates" },
    {
      state: "published",
      windows: { ...none, registrationOpensAt: soon, registrationClosesAt: later },
      step: "registration-opens",
    },
    {
      state: "published",
      windows: { ...none, registrationOpensAt: past, registrationClosesAt: soon },
      step: "registration-open",
    },
    {
      state: "published",
      windows: { ...none, registrationOpensAt: longPast, registrationClosesAt: past },
      step: "announce-dates",
    },
    { state: "published", windows: { ...none, opensAt: soon, closesAt: later }, step: "event-opens" },
    {
      state: "published",
      windows: { registrationOpensAt: past, registrationClosesAt: soon, opensAt: past, closesAt: soon },
      step: "event-open",
    },
    { state: "published", windows: { ...none, opensAt: longPast, closesAt: past }, step: "close" },
    { state: "closed", windows: none, step: "release" },
    { state: "closed", certificateKind: null, windows: none, step: "release-none" },
    { state: "cancelled", windows: none, step: "none" },
  ] as const)("is $step for a $state event", ({ state, windows, step, ...rest }) => {
    expect(
      nextStepOf({ state, reviewRequired: false, certificateKind: "itu-certificate", ...windows, ...rest }, now),
    ).toBe(step);
  });
});

describe("fitsCertificate", () => {
  it.each([24, 25, 30, 31])("an ITU certificate's exam has 25 to 30 questions: %i", (questions) => {
    expect(fitsCertificate(questions, "itu-certificate")).toBe(questions === 25 || questions === 30);
    expect(fitsCertificate(questions, "organization-certificate")).toBe(true);
    expect(fitsCertificate(questions, null)).toBe(true);
  });
});

describe("changesExam", () => {
  it.each([
    { fields: {}, changes: false, why: "nothing is other" },
    { fields: { attemptsAllowed: 3 }, changes: false, why: "attempts are no part of the form or the rule" },
    { fields: { timeLimitSeconds: 3601 }, changes: true, why: "the time limit" },
    { fields: { thresholdPercent: 71 }, changes: true, why: "the threshold" },
    { fields: { strict: false }, changes: true, why: "strictness" },
    { fields: { blueprint: buildBlueprint({ questions: 11 }) }, changes: true, why: "the number of questions" },
    { fields: { blueprint: buildBlueprint({ quotas: [] }) }, changes: false, why: "no quotas is like none said" },
    {
      fields: { blueprint: buildBlueprint({ quotas: [{ tag: "ease", value: "hard", least: 2 }] }) },
      changes: true,
      why: "a quota",
    },
    { fields: { blueprint: buildBlueprint({ pointsPerQuestion: 2 }) }, changes: true, why: "the points" },
    { fields: { blueprint: buildBlueprint({ norms: ["c"] }) }, changes: true, why: "the norms" },
  ])("is $changes: $why", ({ fields, changes }) => {
    expect(changesExam(exam, { ...exam, ...fields })).toBe(changes);
  });

  it("does not mind the order of norms", () => {
    const ordered = (norms: string[]): ExamSettings => ({ ...exam, blueprint: buildBlueprint({ norms }) });
    expect(changesExam(ordered(["c", "d"]), ordered(["d", "c"]))).toBe(false);
  });
});

describe("changedFields", () => {
  const settings: EventSettings = {
    textLanguage: "en",
    title: "Cyber norms",
    notice: "",
    otherTexts: [],
    reference: "X/1",
    registrationOpensAt: null,
    registrationClosesAt: null,
    opensAt: at("2027-03-12T09:00:00Z"),
    closesAt: at("2027-03-13T09:00:00Z"),
    zone: "UTC",
    delivery: null,
    region: null,
    place: null,
    languages: ["en"],
    seats: 35,
    seatsRule: "cap",
    waitingList: false,
    offerHours: 72,
    admission: "open",
    stateQuota: null,
    inPairs: false,
    contacts: [{ role: "Coordination", email: "a@example.org" }],
    partners: [
      { name: "A", role: "host" },
      { name: "B", role: "funding" },
    ],
    certificateKind: null,
    signatory: null,
    studyHours: null,
    instructorPresence: null,
    attendancePercent: null,
    components: [{ kind: "exam", weight: 100 }],
    exam,
  };

  it("names nothing for equal settings, whatever the order of partners", () => {
    expect(
      changedFields(settings, {
        ...settings,
        opensAt: at("2027-03-12T09:00:00Z"),
        partners: [...settings.partners].reverse(),
      }),
    ).toEqual([]);
  });

  it("names each field that differs", () => {
    expect(
      changedFields(settings, {
        ...settings,
        title: "Other",
        seats: null,
        closesAt: at("2027-03-14T09:00:00Z"),
        exam: { ...exam, attemptsAllowed: 2 },
      }),
    ).toEqual(["title", "closesAt", "seats", "exam"]);
  });
});

describe("the steps of an event", () => {
  const buildFacts = (fields: Partial<StepFacts> = {}): StepFacts => ({
    state: "draft",
    reviewRequired: false,
    ready: true,
    sentByActor: false,
    runningAttempts: 0,
    openAppeals: 0,
    releaseOpen: false,
    ...fields,
  });
  const all = Object.keys(steps) as Step[];

  it.each([
    { state: "draft", may: ["send-to-review", "publish", "cancel"] },
    { state: "in-review", may: ["pass", "return", "publish", "cancel"] },
    { state: "published", may: ["close", "cancel"] },
    { state: "closed", may: ["archive"] },
    { state: "archived", may: [] },
    { state: "cancelled", may: [] },
  ] as const)("from $state are $may", ({ state, may }) => {
    expect(all.filter((step) => whyNot(step, buildFacts({ state })) === null)).toEqual(may);
  });

  it("from any other state give their reason, whatever else holds", () => {
    for (const step of all)
      for (const state of eventStates.filter((one) => !steps[step].from.includes(one)))
        expect(whyNot(step, buildFacts({ state, ready: false, runningAttempts: 1 }))).toBe(steps[step].otherwise);
  });

  it.each([
    { step: "send-to-review", facts: { ready: false }, reason: "not-ready" },
    { step: "publish", facts: { ready: false }, reason: "not-ready" },
    { step: "publish", facts: { reviewRequired: true }, reason: "review-first" },
    { step: "publish", facts: { reviewRequired: true, state: "in-review" }, reason: "review-first" },
    { step: "pass", facts: { state: "in-review", sentByActor: true }, reason: "reviewed-by-sender" },
    { step: "pass", facts: { state: "in-review", ready: false }, reason: "not-ready" },
    { step: "return", facts: { state: "in-review", sentByActor: true }, reason: "reviewed-by-sender" },
    { step: "return", facts: { state: "in-review", ready: false }, reason: null },
    { step: "close", facts: { state: "published", runningAttempts: 1 }, reason: "attempts-running" },
    { step: "archive", facts: { state: "closed", openAppeals: 1 }, reason: "appeals-open" },
    { step: "archive", facts: { state: "closed", runningAttempts: 1 }, reason: "attempts-running" },
    { step: "archive", facts: { state: "closed", releaseOpen: true }, reason: "release-open" },
    { step: "cancel", facts: { state: "published", runningAttempts: 3 }, reason: null },
  ] as const)("$step is $reason when $facts", ({ step, facts, reason }) => {
    expect(whyNot(step, buildFacts(facts))).toBe(reason);
  });

  it("each leave a row of their own in the record, and lead to a state they do not begin in", () => {
    expect(new Set(all.map((step) => steps[step].audit)).size).toBe(all.length);
    for (const { from, to } of Object.values(steps)) expect(from).not.toContain(to);
  });

  it("only a reviewer's judgement is open to who only reviews", () => {
    expect(all.filter((step) => steps[step].by === "event.review")).toEqual(["pass", "return"]);
  });
});

describe("raisesCeiling", () => {
  const recommended = { seats: 35, seatsRule: "recommended" };
  it.each([
    { before: recommended, seats: 36, raises: true },
    { before: recommended, seats: null, raises: true },
    { before: recommended, seats: 35, raises: false },
    { before: recommended, seats: 20, raises: false },
    { before: { seats: 35, seatsRule: "cap" }, seats: 40, raises: false },
    { before: { seats: null, seatsRule: "recommended" }, seats: 40, raises: false },
  ])("from $before to $seats is $raises", ({ before, seats, raises }) => {
    expect(raisesCeiling(before, { seats })).toBe(raises);
  });
});

describe("what an edit means to others", () => {
  it.each([
    { fields: ["opensAt"], moves: true, calendar: true },
    { fields: ["registrationClosesAt"], moves: true, calendar: true },
    { fields: ["zone"], moves: true, calendar: true },
    { fields: ["place"], moves: true, calendar: true },
    { fields: ["title"], moves: false, calendar: true },
    { fields: ["otherTexts"], moves: false, calendar: true },
    { fields: ["seats", "notice"], moves: false, calendar: false },
  ])("$fields: told $moves, calendars $calendar", ({ fields, moves, calendar }) => {
    expect([movesEvent(fields), changesCalendar(fields)]).toEqual([moves, calendar]);
  });
});
