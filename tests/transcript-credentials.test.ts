import { describe, expect, it } from "vitest";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { readFacts } from "@/lib/certificates/check/facts";
import { readShape } from "@/lib/certificates/check/shape";
import { buildTranscriptCredential, isMadeOf, type TranscriptDraft } from "@/lib/certificates/transcript/credential";
import type { TranscriptEntry } from "@/lib/certificates/transcript/types";
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
      {
        name: "Cyber norms for CSIRTs (EV-2027-6)",
        value: "passed (not final, the event is still open)",
        status: "Provisional",
      },
      { name: "Cyber norms for CSIRTs (EV-2027-6): Total score", value: "84 %", status: null },
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
        "Identity: confirmed by the nominating authority",
        "ITU certificate: FRNR-14E3-WNSK-S5YP-NB",
      ].join("\n"),
    });
    expect(report.facts?.evidence[5]?.narrative).toContain("under the name Amina Sow");
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

/** A copy of a value with one thing in it changed: each value once, each list once without its first, each word once taken out. */
function* changesOf(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    if (value.length > 0) yield value.slice(1);
    if (value.length > 1) yield value.toReversed();
    for (const [at, inner] of value.entries()) for (const other of changesOf(inner)) yield value.with(at, other);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const other of changesOf(inner)) yield { ...value, [key]: other };
    }
  } else if (typeof value === "string") yield* ["", `${value}x`, value.slice(0, -1), null];
  else if (typeof value === "number") yield* [value + 1, null];
  else if (typeof value === "boolean") yield !value;
  else yield "x";
}

describe("a transcript's record and its signed form", () => {
  it.each(["en", "fr", "es", "ar"] as const)("agree when one was made of the other: %s", (language) => {
    for (const specimen of [false, true]) {
      const made = { ...record, specimen, snapshot: { ...snapshot, language } };
      expect(isMadeOf(made, factsOf(made))).toBe(true);
      const bare = { ...made, snapshot: { ...made.snapshot, nativeName: null, entries: snapshot.entries.slice(4, 5) } };
      expect(isMadeOf(bare, factsOf(bare))).toBe(true);
    }
  });

  it("agree when the record comes back from the database with its words in another order", () => {
    const turned = JSON.parse(
      JSON.stringify(snapshot, (_, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      ),
    ) as typeof snapshot;
    expect(Object.keys(turned)).not.toEqual(Object.keys(snapshot));
    expect(isMadeOf({ ...record, snapshot: turned }, factsOf())).toBe(true);
  });

  it("do not where any value of the record is another, or gone", () => {
    const signed = factsOf();
    const others = [...changesOf(snapshot)];
    expect(others.length).toBeGreaterThan(200);
    for (const other of others)
      expect(isMadeOf({ ...record, snapshot: other as typeof snapshot }, signed), JSON.stringify(other)).toBe(false);
  });

  it.each([{ code: "FRNR14E3WNSKS5YPNB" }, { specimen: true }, { madeAt: new Date("2027-05-01T10:00:01Z") }])(
    "do not where the record is of %o",
    (change) => {
      expect(isMadeOf({ ...record, ...change }, factsOf())).toBe(false);
    },
  );
});
