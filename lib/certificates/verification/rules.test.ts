import { describe, expect, it } from "vitest";
import type { CertificateSnapshot } from "../types";
import { historyOf, isOver, openPartOf, outcomeOf, provedBy } from "./rules";
import type { RegisterCheck, RegisterRow } from "./types";

const snapshot: CertificateSnapshot = {
  holderName: "Amina Diallo",
  nativeName: "أمينة ديالو",
  courseTitle: "Cyber norms",
  eventTitle: "Cyber norms, spring",
  eventReference: "EV-1",
  organizer: "CERT of an Island",
  issuer: "Chancery, academy.example.org",
  signatory: "A. Signatory",
  language: "en",
  zone: "Pacific/Auckland",
  startsOn: null,
  endsOn: null,
  completedOn: "2027-04-30",
  releasedOn: "2027-05-01",
  studyHours: 16,
  questions: 25,
  thresholdPercent: 70,
  strict: true,
  leastPoints: 18,
  possiblePoints: 25,
};

/** A valid certificate without end; a test states what differs. */
const buildRow = (fields: Partial<RegisterRow> = {}): RegisterRow => ({
  id: "id",
  code: "MKDQWDCH2AX5A6FZTM",
  kind: "itu-certificate",
  state: "valid",
  specimen: false,
  snapshot,
  personId: "person",
  validUntil: null,
  releasedAt: new Date("2027-05-01T10:00:00.500Z"),
  revokedAt: null,
  revocationClass: null,
  scoreShown: true,
  credential: null,
  supersededByCode: null,
  supersededAt: null,
  replacesCode: null,
  keys: [],
  ...fields,
});
const now = new Date("2027-06-01T00:00:00Z");

describe("isOver", () => {
  it.each([
    { at: "2029-03-12T10:59:59Z", over: false, why: "still the last day in Auckland" },
    { at: "2029-03-12T11:00:00Z", over: true, why: "the day after in Auckland, the same day in London" },
    { validUntil: null, at: "2999-01-01T00:00:00Z", over: false, why: "without end" },
  ])("$at: $over, $why", ({ at, over, validUntil = "2029-03-12" }) => {
    expect(isOver({ validUntil, zone: "Pacific/Auckland" }, new Date(at))).toBe(over);
  });
});

describe("outcomeOf", () => {
  const failed = (name: RegisterCheck["name"]) => [{ name, verdict: "failed" as const }];
  it.each([
    { state: "valid", outcome: "valid" },
    { state: "valid", over: true, outcome: "expired" },
    { state: "revoked", over: true, outcome: "revoked" },
    { state: "superseded", outcome: "superseded" },
    { state: "valid", checks: failed("signature"), outcome: "not-valid" },
    { state: "valid", checks: failed("integrity"), outcome: "not-valid" },
    { state: "revoked", checks: failed("issuer"), outcome: "not-valid" },
    { state: "valid", checks: [{ name: "signature", verdict: "unknown" }], outcome: "valid" },
    { state: "revoked", checks: failed("status"), outcome: "revoked" },
  ] as const)("%o", ({ state, outcome, ...rest }) => {
    const { over = false, checks = [] } = rest as {
      over?: boolean;
      checks?: Pick<RegisterCheck, "name" | "verdict">[];
    };
    expect(outcomeOf({ state, over }, checks)).toBe(outcome);
  });
});

describe("historyOf", () => {
  it("tells every state with its date, oldest first", () => {
    const revokedAt = new Date("2027-05-20T00:00:00Z");
    expect(
      historyOf(buildRow({ state: "revoked", revokedAt, revocationClass: "misconduct", replacesCode: "OLDER" }), now),
    ).toEqual([
      { what: "released", at: new Date("2027-05-01T10:00:00.500Z"), code: "OLDER" },
      { what: "revoked", at: revokedAt, reason: "misconduct" },
    ]);
    expect(historyOf(buildRow({ validUntil: "2027-05-31" }), now)).toMatchObject([
      { what: "released" },
      { what: "expired", day: "2027-05-31" },
    ]);
  });

  it("does not tell that a day is over which is still to come", () => {
    expect(historyOf(buildRow({ validUntil: "2027-06-30" }), now)).toHaveLength(1);
  });
});

describe("openPartOf", () => {
  it("never has what a snapshot says of its holder, whatever snapshots come to say", () => {
    const more = { ...snapshot, score: "84 %", secret: "anything new" } as CertificateSnapshot;
    const text = JSON.stringify(openPartOf(buildRow({ snapshot: more }), [], now));
    for (const private_ of ["Amina", "أمينة", "84 %", "anything new", '"person"', "A. Signatory"])
      expect(text).not.toContain(private_);
  });
});

describe("provedBy", () => {
  it("says what is not recorded, and no exam for an attendance letter or an event without one", () => {
    expect(provedBy(buildRow())).toEqual({
      studyHours: 16,
      level: null,
      outcomes: [],
      assessment: {
        questions: 25,
        supervised: null,
        thresholdPercent: 70,
        strict: true,
        leastPoints: 18,
        possiblePoints: 25,
      },
      identityAssurance: null,
    });
    expect(provedBy(buildRow({ kind: "attendance-letter" })).assessment).toBeNull();
    expect(provedBy(buildRow({ snapshot: { ...snapshot, questions: 0 } })).assessment).toBeNull();
  });
});
