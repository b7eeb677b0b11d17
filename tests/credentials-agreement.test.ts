import { describe, expect, it } from "vitest";
import { readFacts } from "@/lib/certificates/check/facts";
import { readShape } from "@/lib/certificates/check/shape";
import { buildCredential, type CredentialDraft } from "@/lib/certificates/credential/build";
import type { CertificateSnapshot } from "@/lib/certificates/types";
import { saysTheSame } from "@/lib/certificates/verification/agreement";
import { buildDraft, releasedAt } from "./builders/credentials";

const factsOf = (changes: Partial<CredentialDraft> = {}) => {
  const shape = readShape(buildCredential(buildDraft(changes)));
  if (!shape.ok) throw new Error(`${shape.reason} ${shape.detail}`);
  return readFacts(shape.credential);
};
const { code, snapshot, specimen, validUntil } = buildDraft();
const row = { code, snapshot, specimen, validUntil, releasedAt };
const signed = factsOf();

describe("a record and its signed form", () => {
  it.each(["en", "fr", "es", "ar"] as const)("agree when one was made of the other: %s", (language) => {
    const spoken = { ...snapshot, language };
    expect(saysTheSame({ ...row, snapshot: spoken }, factsOf({ snapshot: spoken }))).toBe(true);
    const bare = { ...spoken, nativeName: null, studyHours: null, questions: 0, outcomes: [], level: null };
    const { supervised: _, identityAssurance: __, ...early } = bare;
    const letter = { snapshot: early, kind: "attendance-letter", validUntil: null } as const;
    expect(saysTheSame({ ...row, ...letter }, factsOf(letter))).toBe(true);
  });

  it.each([
    { holderName: "Amina Dialo" },
    { nativeName: null },
    { courseTitle: "Other norms" },
    { issuer: "Chancery, elsewhere.example.org" },
    { organizer: "CERT of a Continent" },
    { eventTitle: "Cyber norms, autumn 2027" },
    { eventReference: "EV-2028-1" },
    { completedOn: "2026-04-30" },
    { releasedOn: "2026-05-01" },
    { zone: "Pacific/Chatham" },
    { studyHours: 160 },
    { studyHours: 6 },
    { level: "Expert" },
    { outcomes: ["Name the eleven norms", "Direct an academy"] },
    { questions: 60 },
    { thresholdPercent: 90 },
    { leastPoints: 24 },
    { possiblePoints: 250 },
    { supervised: false },
    { identityAssurance: "checked" },
  ] satisfies Partial<CertificateSnapshot>[])("do not where the record says %o", (change) => {
    expect(saysTheSame({ ...row, snapshot: { ...snapshot, ...change } }, signed)).toBe(false);
  });

  it.each([
    { code: "FRNR14E3WNSKS5YPNB" },
    { specimen: true },
    { releasedAt: new Date("2026-05-01T10:00:00Z") },
    { validUntil: null },
    { validUntil: "2029-05-03" },
    { validUntil: "2039-05-01" },
  ])("do not where the record is of %o", (change) => {
    expect(saysTheSame({ ...row, ...change }, signed)).toBe(false);
  });

  it("do not where the signed form says more: a name, or an end", () => {
    expect(saysTheSame(row, { ...signed, holderNames: [...signed.holderNames, "Eve"] })).toBe(false);
    expect(saysTheSame({ ...row, validUntil: null }, signed)).toBe(false);
    expect(saysTheSame(row, { ...signed, validUntil: null })).toBe(false);
  });

  it("agree on a last day wherever its zone's rules have moved since", () => {
    expect(saysTheSame(row, { ...signed, validUntil: "2029-05-02T00:59:59Z" })).toBe(true);
  });
});
