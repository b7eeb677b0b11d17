import { describe, expect, it } from "vitest";
import { numbersOf, reportColumns, reportCsv } from "./rules";
import type { EventReport, ReportedPerson } from "./types";

const buildPerson = (fields: Partial<ReportedPerson> = {}): ReportedPerson => ({
  personId: "person",
  fullName: "Ana Maria",
  nativeName: null,
  stateCode: "MU",
  stateName: "Mauritius",
  groups: { ldc: false, lldc: false, sids: true, region: "africa" },
  eligibility: { standing: "eligible", attemptId: "attempt" },
  best: { earned: 22, possible: 30, percent: { tenths: 733, exact: false } },
  total: { tenths: 733, exact: false },
  attendance: { attended: 3, counted: 4, held: 5 },
  certificate: { code: "AB12CD34EF56GH78JK", state: "valid" },
  ...fields,
});

const buildReport = (people: readonly ReportedPerson[]): EventReport => ({
  slug: "norms",
  title: "Norms",
  language: "en",
  reference: "N-1",
  organization: "Office of Tests",
  zone: "UTC",
  opensAt: null,
  closesAt: null,
  closedAt: null,
  closedBy: null,
  closingReport: null,
  studyHours: 20,
  threshold: 70,
  strict: true,
  attendancePercent: null,
  people,
  sessions: Array.from({ length: 5 }, (_, at) => ({
    id: `session-${at}`,
    title: "Session",
    language: "en",
    startsAt: new Date("2027-03-12T10:00:00Z"),
    present: 1,
    absent: 0,
    excused: 0,
    unrecorded: 0,
  })),
});

const others = [
  buildPerson({
    stateCode: "NP",
    stateName: "Nepal",
    groups: { ldc: true, lldc: true, sids: false, region: "asia-pacific" },
  }),
  buildPerson({
    stateCode: null,
    stateName: null,
    groups: null,
    best: null,
    total: null,
    certificate: null,
    eligibility: { standing: "not-eligible", reason: "no-attempt" },
  }),
  buildPerson({ certificate: { code: "ZZ", state: "revoked" } }),
];

describe("numbersOf", () => {
  it("counts each person once by State, region and verdict, and in every group of their State", () => {
    const numbers = numbersOf(buildReport([buildPerson(), ...others]));
    expect(numbers).toMatchObject({ participants: 4, eligible: 3, certificates: 2, sat: 3 });
    expect(numbers.states).toEqual([
      { code: "MU", name: "Mauritius", count: 2 },
      { code: null, name: "", count: 1 },
      { code: "NP", name: "Nepal", count: 1 },
    ]);
    expect(numbers.regions).toEqual([
      { name: "africa", count: 2 },
      { name: "", count: 1 },
      { name: "asia-pacific", count: 1 },
    ]);
    expect(numbers.groups).toEqual([
      { name: "ldc", count: 1 },
      { name: "lldc", count: 1 },
      { name: "sids", count: 2 },
    ]);
    expect(numbers.verdicts).toEqual([
      { name: "eligible", count: 3 },
      { name: "no-attempt", count: 1 },
    ]);
    expect(numbers.scores.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 0, 0]);
  });
});

describe("reportCsv", () => {
  it("has a byte order mark, its columns, and a line for each participant", () => {
    const lines = reportCsv(buildReport([buildPerson()])).split("\r\n");
    expect(lines[0]).toBe(`\uFEFF${reportColumns.join(",")}`);
    expect(lines[1]).toBe(
      "Ana Maria,,MU,Mauritius,africa,false,false,true,20,3,4,5,22,30,73.3,eligible,AB12CD34EF56GH78JK,valid",
    );
    expect(lines).toHaveLength(3);
  });

  it("leaves empty what is unknown, and lets no name open a formula", () => {
    const [, line] = reportCsv(
      buildReport([{ ...(others[1] as ReportedPerson), fullName: "=1+1", attendance: null }]),
    ).split("\r\n");
    expect(line).toBe("'=1+1,,,,,,,,20,0,0,5,,,,no-attempt,,");
  });
});
