import { describe, expect, it } from "vitest";
import type { Eligibility } from "../types";
import {
  asksForHours,
  documentLanguage,
  isOwnKind,
  isWaiting,
  judge,
  mayHaveLetter,
  mayShowLogo,
  monthsAfter,
  numbersOf,
  personNamed,
} from "./rules";
import type { DossierRow } from "./types";

const eligible: Eligibility = { standing: "eligible", attemptId: "best" };
const not = (reason: Extract<Eligibility, { standing: "not-eligible" }>["reason"]): Eligibility => ({
  standing: "not-eligible",
  reason,
});

/** Somebody without a certificate, of whom nobody said anything; a test states what its claim depends on. */
const buildJudged = (fields: Partial<Parameters<typeof judge>[0]> = {}): Parameters<typeof judge>[0] => ({
  eligibility: eligible,
  certificate: null,
  asksForHours: false,
  isException: false,
  decision: null,
  bestAttemptId: "best",
  ...fields,
});

describe("judge", () => {
  it.each([
    { person: {}, is: "eligible", why: "the rule alone" },
    { person: { eligibility: not("not-passed") }, is: "not-passed", why: "the rule alone" },
    { person: { asksForHours: true }, is: "decision hours", why: "sixteen hours" },
    { person: { asksForHours: true, eligibility: not("no-attempt") }, is: "no-attempt", why: "nothing to decide" },
    {
      person: { asksForHours: true, decision: { cause: "hours", verdict: "release" } },
      is: "eligible",
      why: "decided for",
    },
    {
      person: { asksForHours: true, decision: { cause: "hours", verdict: "refuse" } },
      is: "refused",
      why: "decided against",
    },
    {
      person: { asksForHours: true, decision: { cause: "exception", verdict: "release" } },
      is: "decision hours",
      why: "what was decided was another thing",
    },
    { person: { certificate: "valid", eligibility: not("not-passed") }, is: "decision fallen", why: "after a regrade" },
    {
      person: {
        certificate: "valid",
        eligibility: not("not-passed"),
        decision: { cause: "hours", verdict: "release" },
      },
      is: "decision fallen",
      why: "a decision on hours says nothing of a mark that fell",
    },
    {
      person: {
        certificate: "valid",
        eligibility: not("not-passed"),
        decision: { cause: "fallen", verdict: "release" },
      },
      is: "eligible",
      why: "keeps it by decision",
    },
    { person: { asksForHours: true, certificate: "valid" }, is: "eligible", why: "was given it already" },
    {
      person: { isException: true, certificate: "revoked" },
      is: "eligible",
      why: "its story is told by the certificate",
    },
    { person: { isException: true }, is: "decision exception", why: "held back though eligible" },
    {
      person: { isException: true, eligibility: not("attendance-short") },
      is: "decision exception",
      why: "attendance may be excused",
    },
    {
      person: {
        isException: true,
        eligibility: not("attendance-short"),
        decision: { cause: "exception", verdict: "release" },
      },
      is: "eligible",
      why: "excused by decision",
    },
    {
      person: { isException: true, eligibility: not("not-passed") },
      is: "not-passed",
      why: "a score is excused by nobody",
    },
    {
      person: {
        isException: true,
        eligibility: not("not-passed"),
        decision: { cause: "exception", verdict: "release" },
      },
      is: "not-passed",
      why: "nor by a decision that was taken before it fell (S21)",
    },
    { person: { isException: true, eligibility: not("no-attempt") }, is: "no-attempt", why: "nothing was sat" },
  ] as const)("$is: $why", ({ person, is }) => {
    const judged = judge(buildJudged(person));
    const told =
      judged.standing === "eligible"
        ? "eligible"
        : judged.standing === "decision"
          ? `decision ${judged.cause}`
          : judged.reason;
    expect(told).toBe(is);
  });
});

describe("mayHaveLetter", () => {
  const event = { certificateKind: "itu-certificate", attendancePercent: 60 };
  const there = { attended: 3, counted: 5, held: 5 };
  it.each([
    { may: true, why: "there, and did not pass" },
    { eligibility: not("no-attempt"), may: true, why: "there, and did not sit" },
    { eligibility: eligible, may: false, why: "given the certificate itself" },
    { eligibility: not("attendance-short"), may: false, why: "not there enough" },
    { attendance: { attended: 2, counted: 5, held: 5 }, may: false, why: "forty percent" },
    { event: { ...event, attendancePercent: null }, may: false, why: "the event says nothing of attendance" },
    {
      event: { ...event, certificateKind: "attendance-letter" },
      may: false,
      why: "the letter is the event's own kind",
    },
    { event: { ...event, certificateKind: null }, may: false, why: "the event gives no documents" },
    { attendance: null, may: false, why: "not closed" },
  ])("$may: $why", ({ may, ...fields }) => {
    const {
      event: of,
      eligibility,
      attendance,
    } = { event, eligibility: not("not-passed"), attendance: there, ...fields };
    expect(mayHaveLetter(of, eligibility, attendance)).toBe(may);
  });
});

describe("asksForHours", () => {
  it.each([
    { kind: "itu-certificate", hours: 16, asks: true },
    { kind: "itu-certificate", hours: 17, asks: false },
    { kind: "itu-certificate", hours: 15, asks: false },
    { kind: "itu-certificate", hours: null, asks: false },
    { kind: "itu-badge", hours: 16, asks: false },
    { kind: null, hours: 16, asks: false },
  ])("of $kind with $hours hours is $asks", ({ kind, hours, asks }) => {
    expect(asksForHours(kind, hours)).toBe(asks);
  });
});

const document = (state: "valid" | "superseded" | "revoked"): NonNullable<DossierRow["certificate"]> => ({
  code: "AB12CD34EF56GH78JK",
  kind: "itu-certificate",
  state,
  releasedAt: new Date("2027-03-12T10:00:00Z"),
  releasedBy: "An admin",
});

const buildRow = (fields: Partial<DossierRow> = {}): DossierRow => ({
  enrolmentId: "enrolment",
  personId: "person",
  fullName: "Ana Maria",
  nativeName: null,
  documentName: "Ana Maria",
  documentNative: null,
  nameConfirmed: true,
  eligibility: eligible,
  judgement: eligible,
  best: null,
  total: null,
  attendance: null,
  certificate: null,
  letter: null,
  mayHaveLetter: false,
  exception: null,
  decision: null,
  underWay: [],
  completedAt: null,
  ...fields,
});

describe("isWaiting", () => {
  const refused = { eligibility: not("not-passed"), judgement: not("not-passed") } as Partial<DossierRow>;
  it.each([
    { row: {}, kind: "itu-certificate", waits: true, why: "eligible and without one" },
    { row: { certificate: document("valid") }, kind: "itu-certificate", waits: false, why: "has one" },
    { row: { certificate: document("revoked") }, kind: "itu-certificate", waits: false, why: "was revoked" },
    { row: { underWay: ["itu-certificate"] }, kind: "itu-certificate", waits: false, why: "is being made" },
    {
      row: { judgement: { standing: "decision", cause: "hours" } },
      kind: "itu-certificate",
      waits: false,
      why: "undecided",
    },
    { row: { ...refused, mayHaveLetter: true }, kind: "attendance-letter", waits: true, why: "a letter instead" },
    { row: {}, kind: "attendance-letter", waits: false, why: "no letter beside a certificate" },
    {
      row: { ...refused, mayHaveLetter: true, certificate: document("valid") },
      kind: "attendance-letter",
      waits: false,
      why: "keeps a certificate that fell",
    },
  ] as const)("$waits: $why", ({ row, kind, waits }) => {
    expect(isWaiting(buildRow(row as Partial<DossierRow>), kind, "itu-certificate")).toBe(waits);
  });
});

describe("numbersOf", () => {
  it("counts each person where they stand", () => {
    const rows = [
      buildRow(),
      buildRow({ certificate: document("valid"), nameConfirmed: false }),
      buildRow({ judgement: { standing: "decision", cause: "hours" } }),
      buildRow({ eligibility: not("not-passed"), judgement: not("not-passed") as never, mayHaveLetter: true }),
    ];
    expect(numbersOf(rows, "itu-certificate")).toEqual({
      participants: 4,
      eligible: 3,
      notEligible: 1,
      undecided: 1,
      waiting: 1,
      released: 1,
      letters: 1,
      unconfirmed: 1,
    });
  });
});

describe("mayShowLogo", () => {
  it.each([
    { roles: ["content"], may: true },
    { roles: ["delivery"], may: true },
    { roles: ["host"], may: true },
    { roles: ["funding"], may: false },
    { roles: ["funding", "host"], may: true },
    { roles: [], may: false },
  ])("of $roles is $may", ({ roles, may }) => expect(mayShowLogo(roles)).toBe(may));
});

describe("documentLanguage", () => {
  it.each([
    { kind: "itu-certificate", languages: ["ar", "fr"], is: "fr" },
    { kind: "itu-certificate", languages: ["ar"], is: "en" },
    { kind: "itu-badge", languages: ["es"], is: "es" },
    { kind: "organization-certificate", languages: ["ar", "fr"], is: "ar" },
    { kind: "attendance-letter", languages: [], is: "en" },
  ] as const)("of $kind in $languages is $is", ({ kind, languages, is }) => {
    expect(documentLanguage(kind, languages)).toBe(is);
  });
});

describe("isOwnKind", () => {
  it("tells what an organization gives in its own name from what ITU gives", () => {
    expect(
      ["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter", null].map(isOwnKind),
    ).toEqual([false, false, true, true, false]);
  });
});

describe("monthsAfter", () => {
  it.each([
    { day: "2027-03-12", months: 24, is: "2029-03-12" },
    { day: "2027-08-31", months: 6, is: "2028-02-29" },
    { day: "2027-01-31", months: 1, is: "2027-02-28" },
    { day: "2027-12-31", months: 600, is: "2077-12-31" },
  ])("$day and $months months is $is", ({ day, months, is }) => expect(monthsAfter(day, months)).toBe(is));
});

describe("personNamed", () => {
  const people = [
    { personId: "ana", names: ["Ana María", "Анна"], addresses: ["ana@example.org"] },
    { personId: "ben", names: ["Ben"], addresses: ["ben@example.org"] },
    { personId: "other ben", names: ["ben"], addresses: ["ben2@example.org"] },
  ];
  it.each([
    { who: "ana maria", is: "ana" },
    { who: "анна", is: "ana" },
    { who: "ANA@example.org", is: "ana" },
    { who: "Ben", is: "several" },
    { who: "ben2@example.org", is: "other ben" },
    { who: "Carl", is: "nobody" },
    { who: "", is: "nobody" },
  ])("of $who is $is", ({ who, is }) => {
    const named = personNamed(people, who);
    expect(typeof named === "string" ? named : named.personId).toBe(is);
  });
});
