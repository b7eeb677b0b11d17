import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalForm } from "@/lib/certificates/check/canonize";
import { sha256 } from "@/lib/certificates/check/encoding";
import { isSigned, readProof } from "@/lib/certificates/check/proof";
import { buildCredential } from "@/lib/certificates/credential/build";
import { canonicalFormAlike } from "@/lib/certificates/credential/canonize-alike";
import { shortWays } from "@/lib/certificates/credential/short-ways";
import { makePair } from "@/lib/certificates/keys/pair";
import { buildStatusList } from "@/lib/certificates/status/build";
import { buildTranscriptCredential } from "@/lib/certificates/transcript/credential";
import { buildDraft, buildIssuer, buildTranscriptDraft } from "./builders/credentials";

const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    "Certificate",
    "name",
    "en",
    "did:web:academy.example.org",
    "urn:blank:0",
    "_:b0",
    '\n\t"\\',
    "أمينة",
  ),
);

it("gives what reading a credential by itself gives, whatever stands in it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        holderName: text,
        nativeName: fc.option(text),
        courseTitle: text,
        organizer: text,
        score: fc.option(text),
        outcomes: fc.array(text, { maxLength: 3 }),
        studyHours: fc.option(fc.nat(99)),
      }),
      fc.constantFrom("itu-certificate", "attendance-letter"),
      fc.nat(131_071),
      fc.boolean(),
      async (said, kind, index, flag) => {
        const { snapshot } = buildDraft();
        const credential = buildCredential(
          buildDraft({
            kind: kind as "itu-badge",
            specimen: flag,
            validUntil: flag ? null : "2029-05-01",
            status: { list: 1, index },
            snapshot: { ...snapshot, ...said },
          }),
        );
        expect(await canonicalFormAlike(credential)).toBe(await canonicalForm(credential));
      },
    ),
    { numRuns: 150 },
  );
});

it("gives what reading a transcript by itself gives, however many events it lists", async () => {
  const { snapshot } = buildTranscriptDraft();
  for (const language of ["en", "ar"] as const)
    for (let listed = 0; listed <= snapshot.entries.length; listed++) {
      const entries = snapshot.entries.slice(0, listed);
      const made = buildTranscriptCredential(buildTranscriptDraft({ snapshot: { ...snapshot, language, entries } }));
      expect(await canonicalFormAlike(made)).toBe(await canonicalForm(made));
    }
});

it("gives what reading a status list by itself gives", async () => {
  for (const set of [[], [1], [1, 2, 131_071]]) {
    const list = buildStatusList("https://academy.example.org", 1, "revocation", set, new Date());
    expect(await canonicalFormAlike(list)).toBe(await canonicalForm(list));
  }
});

describe("a signature checked the short way", () => {
  const issuer = buildIssuer();
  const other = makePair().publicKeyMultibase;
  const { publicKeyMultibase } = issuer.key;

  it.each([
    { what: "as it was signed", change: {}, signature: null, key: publicKeyMultibase, isRight: true },
    {
      what: "with another name",
      change: { name: "Another" },
      signature: null,
      key: publicKeyMultibase,
      isRight: false,
    },
    {
      what: "with a further value",
      change: { description: "More" },
      signature: null,
      key: publicKeyMultibase,
      isRight: false,
    },
    { what: "under another key", change: {}, signature: null, key: other, isRight: false },
    {
      what: "with no signature's bytes",
      change: {},
      signature: new Uint8Array(64),
      key: publicKeyMultibase,
      isRight: false,
    },
    {
      what: "with bytes beyond the curve",
      change: {},
      signature: new Uint8Array(64).fill(255),
      key: publicKeyMultibase,
      isRight: false,
    },
  ])("is what the long way finds, $what, each time", async ({ change, signature, key, isRight }) => {
    const credential = { ...(await issuer.sign()), ...change };
    const proof = readProof(credential);
    if (!proof.ok) throw new Error(proof.reason);
    const given = signature ? { ...proof.value, signature } : proof.value;
    const trusted = { ...issuer.key, publicKeyMultibase: key };
    const long = await isSigned(credential, given, trusted);
    expect(long.ok).toBe(isRight);
    for (let time = 0; time < 3; time++) expect(await isSigned(credential, given, trusted, shortWays)).toEqual(long);
  });

  it("is made over the same bytes", async () => {
    const bytes = new TextEncoder().encode("قاف");
    expect(new Uint8Array(await shortWays.hash(bytes))).toEqual(await sha256(bytes));
  });
});
