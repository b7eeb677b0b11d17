import { describe, expect, it } from "vitest";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readFacts } from "@/lib/certificates/check/facts";
import { readShape } from "@/lib/certificates/check/shape";
import { transcriptsAgree } from "@/lib/certificates/transcript/agreement";
import { buildTranscriptCredential, type TranscriptDraft } from "@/lib/certificates/transcript/credential";
import type { TranscriptEntry, TranscriptSnapshot } from "@/lib/certificates/transcript/types";
import { buildIssuer, buildTranscriptDraft } from "./builders/credentials";

const factsOf = (changes: Partial<TranscriptDraft> = {}) => {
  const shape = readShape(buildTranscriptCredential(buildTranscriptDraft(changes)));
  if (!shape.ok) throw new Error(`${shape.reason} ${shape.detail}`);
  return readFacts(shape.credential);
};
const record = buildTranscriptDraft();
const { snapshot } = record;
const [first] = snapshot.entries as readonly [TranscriptEntry, ...TranscriptEntry[]];
const issuer = buildIssuer();

describe("a signed transcript", () => {
  it("is valid for who trusts its issuer, and lists each result under its event", async () => {
    const report = await checkCredential(await issuer.signTranscript(), await issuer.trust());
    expect(report).toMatchObject({
      outcome: "valid",
      facts: { code: record.code, title: "Transcript of results", holderNames: ["Amina Diallo", "أمينة ديالو"] },
    });
    expect(report.facts?.results).toEqual([
      { name: "Cyber norms for CSIRTs (EV-2027-1)", value: "passed", status: "Completed" },
      { name: "Cyber norms for CSIRTs (EV-2027-1): Total score", value: "84 %", status: null },
      { name: "Cyber norms for CSIRTs (EV-2027-2)", value: "not passed", status: "Failed" },
      { name: "Cyber norms for CSIRTs (EV-2027-2): Total score", value: "70 %", status: null },
      { name: "Cyber norms for CSIRTs (EV-2027-3)", value: "not yet decided", status: "Provisional" },
      { name: "Cyber norms for CSIRTs (EV-2027-4)", value: "exam not sat", status: "Enrolled" },
    ]);
    expect(report.facts?.evidence[0]).toEqual({
      name: "Cyber norms for CSIRTs (EV-2027-1)",
      narrative: [
        "Event: Cyber norms, spring 2027",
        "Organizer: CERT of an Island",
        "Dates: 2027-04-01 to 2027-04-29",
        "Time zone of these dates: Indian/Mauritius",
        "exam on 2027-04-28",
        "Study hours: 16",
        "attended 3 of 4 sessions",
        "ITU certificate: FRNR-14E3-WNSK-S5YP-NB",
      ].join("\n"),
    });
  });

  it("that its holder took back is revoked, wherever it is checked", async () => {
    const statusLists = [await issuer.list("revocation", [record.status.index]), await issuer.list("message")];
    const report = await checkCredential(await issuer.signTranscript(), await issuer.trust({ statusLists }));
    expect(report.outcome).toBe("revoked");
  });

  it("of a hundred events is signed and read too", async () => {
    const entries = Array.from({ length: 100 }, (_, at) => ({ ...first, eventReference: `EV-2027-${at}` }));
    const signed = await issuer.signTranscript({ snapshot: { ...snapshot, entries } });
    const report = await checkCredential(signed, await issuer.trust());
    expect(report.outcome).toBe("valid");
    expect(report.facts?.results).toHaveLength(200);
  });
});

describe("a transcript's record and its signed form", () => {
  it.each(["en", "fr", "es", "ar"] as const)("agree when one was made of the other: %s", (language) => {
    for (const specimen of [false, true]) {
      const made = { ...record, specimen, snapshot: { ...snapshot, language } };
      expect(transcriptsAgree(made, factsOf(made))).toBe(true);
      const bare = { ...made, snapshot: { ...made.snapshot, nativeName: null, entries: snapshot.entries.slice(-1) } };
      expect(transcriptsAgree(bare, factsOf(bare))).toBe(true);
    }
  });

  it.each([
    { holderName: "Amina Dialo" },
    { nativeName: null },
    { issuer: "Chancery, elsewhere.example.org" },
    { madeOn: "2027-05-02" },
    { zone: "Pacific/Chatham" },
    { entries: snapshot.entries.slice(1) },
    { entries: [...snapshot.entries].reverse() },
    { entries: [...snapshot.entries, first] },
  ] satisfies Partial<TranscriptSnapshot>[])("do not where the record says %o", (change) => {
    expect(transcriptsAgree({ ...record, snapshot: { ...snapshot, ...change } }, factsOf())).toBe(false);
  });

  it.each([
    { courseTitle: "Other norms" },
    { eventTitle: "Cyber norms, autumn 2027" },
    { eventReference: "EV-2028-1" },
    { organizer: "CERT of a Continent" },
    { zone: "Africa/Dakar" },
    { startsOn: "2026-04-01" },
    { endsOn: "2027-04-30" },
    { satOn: "2027-04-27" },
    { studyHours: 6 },
    { verdict: "not-passed" },
    { verdict: "open" },
    { verdict: "no-exam" },
    { score: "99 %" },
    { score: null },
    { attendance: { attended: 5, counted: 4 } },
    { attendance: { attended: 3, counted: 33 } },
    { certificates: [{ code: "ABCDEFGHJKMNPQRSTV", kind: "itu-certificate" }] },
  ] satisfies Partial<TranscriptEntry>[])("do not where an event of the record says %o", (change) => {
    const entries = [{ ...first, ...change }, ...snapshot.entries.slice(1)];
    expect(transcriptsAgree({ ...record, snapshot: { ...snapshot, entries } }, factsOf())).toBe(false);
  });

  it.each([{ code: "FRNR14E3WNSKS5YPNB" }, { specimen: true }, { madeAt: new Date("2027-05-01T10:00:01Z") }])(
    "do not where the record is of %o",
    (change) => {
      expect(transcriptsAgree({ ...record, ...change }, factsOf())).toBe(false);
    },
  );

  it("do not where the signed form says more", () => {
    const signed = factsOf();
    const [evidence] = signed.evidence;
    const results = [...signed.results, { name: "More", value: "99 %", status: null }];
    expect(transcriptsAgree(record, { ...signed, results })).toBe(false);
    expect(transcriptsAgree(record, { ...signed, evidence: [...signed.evidence, evidence as never] })).toBe(false);
    expect(transcriptsAgree(record, { ...signed, holderNames: [...signed.holderNames, "Eve"] })).toBe(false);
  });
});
