import { beforeAll, describe, expect, it, vi } from "vitest";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { loadContext } from "@/lib/certificates/check/contexts";
import { encodeBase58 } from "@/lib/certificates/check/encoding";
import type { Check, CheckReport, Trust } from "@/lib/certificates/check/types";
import { buildCredential } from "@/lib/certificates/credential/build";
import { signCredential } from "@/lib/certificates/credential/sign";
import { makePair, makeSigner } from "@/lib/certificates/keys/pair";
import { buildDraft, buildIssuer, releasedAt, today } from "./builders/credentials";
import { verifiesElsewhere } from "./builders/verified-elsewhere";

type Loose = Record<string, unknown>;
/** Explains every word by itself, so that signatures cover words of no other context. */
const UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2";
const issuer = buildIssuer();
let genuine: Loose;
let trust: Trust;
beforeAll(async () => {
  genuine = await issuer.sign();
  trust = await issuer.trust();
});

const copy = <Value>(value: Value): Value => structuredClone(value);
const reasonsOf = ({ checks }: CheckReport): (Check["reason"] | null)[] =>
  checks.filter(({ reason }) => reason !== null && reason !== "not-reached").map(({ reason }) => reason);
const expectVerdict = (report: CheckReport, outcome: CheckReport["outcome"], reason: Check["reason"]): void => {
  expect({ outcome: report.outcome, reasons: reasonsOf(report) }).toEqual({ outcome, reasons: [reason] });
};
/** The credential with a changed proof, signed again by nobody. */
const withProof = (changes: Loose): Loose => ({ ...genuine, proof: { ...(genuine.proof as Loose), ...changes } });
/** A credential of this issuer that says something else, rightly signed. */
const signed = (changes: Loose, at = releasedAt): Promise<Loose> =>
  signCredential({ ...buildCredential(buildDraft()), ...changes }, issuer.did, issuer.signer, at);

describe("a genuine credential", () => {
  it("is valid, and every check says so", async () => {
    const report = await checkCredential(genuine, trust);
    expect(report.outcome).toBe("valid");
    expect(report.checks.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["shape", "passed"],
      ["proof", "passed"],
      ["issuer", "passed"],
      ["signature", "passed"],
      ["period", "passed"],
      ["status", "passed"],
    ]);
    expect(report.facts).toMatchObject({
      code: "ABCDEFGHJKMNPQRSTV",
      holderNames: ["Amina Diallo", "أمينة ديالو"],
      issuerName: "Chancery, academy.example.org",
      specimen: false,
    });
  });

  it("bears a signature that Node's own crypto finds right over a canonical form made here", async () => {
    for (const made of [genuine, await issuer.signTranscript()]) {
      expect(await verifiesElsewhere(made, issuer.key.publicKeyMultibase)).toBe(true);
      expect(await verifiesElsewhere({ ...made, name: "Another" }, issuer.key.publicKeyMultibase)).toBe(false);
    }
  });

  it("without end and without a name in another script is valid too", async () => {
    const draft = buildDraft();
    const plain = await issuer.sign({ validUntil: null, snapshot: { ...draft.snapshot, nativeName: null } });
    expect((await checkCredential(plain, trust)).outcome).toBe("valid");
  });

  it("says SPECIMEN where it is one", async () => {
    const report = await checkCredential(await issuer.sign({ specimen: true }), trust);
    expect(report).toMatchObject({ outcome: "valid", facts: { specimen: true } });
    expect(report.facts?.title).toMatch(/^SPECIMEN: /);
    expect(report.facts?.description).toMatch(/SPECIMEN/);
  });

  it("tells what was proved, and the score only where its holder lets it", async () => {
    const { facts } = await checkCredential(genuine, trust);
    expect(facts?.criteria).toContain("- Name the eleven norms");
    expect(facts?.criteria).toContain("Level: Intermediate.");
    expect(facts?.evidence.map(({ narrative }) => narrative).join(" ")).toMatch(/supervised.*nominating authority/s);
    expect(facts?.results).toEqual([{ name: "Total score", value: "84 %", status: null }]);
    const silent = await issuer.sign({ scoreShown: false });
    expect((await checkCredential(silent, trust)).outcome).toBe("valid");
    expect(JSON.stringify({ ...silent, proof: null })).not.toContain("84");
  });

  it.each(["en", "fr", "es", "ar"])("is understood in the words of %s", async (language) => {
    const { snapshot } = buildDraft();
    const report = await checkCredential(
      await issuer.sign({ snapshot: { ...snapshot, language: language as "en" } }),
      trust,
    );
    expect(report.outcome).toBe("valid");
    expect(report.facts?.criteria).toContain("16");
  });

  it("is checked without a request to anywhere", async () => {
    const fetch = vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("a request was made"));
    expect((await checkCredential(genuine, trust)).outcome).toBe("valid");
    await checkCredential(
      { ...genuine, "@context": [...(genuine["@context"] as string[]), "https://evil.example/c"] },
      trust,
    );
    await checkCredential(await issuer.sign({ origin: "http://127.0.0.1:9" }), trust);
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
    expect(() => loadContext("https://evil.example/c")).toThrow("nothing is fetched");
  });
});

type Path = readonly (string | number)[];
/** Every place in a JSON value: its path and what stands there. */
function* placesOf(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  if (path.length > 0) yield [path, value];
  if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* placesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}
function changeAt(root: unknown, path: Path, change: (holder: Loose, key: string) => void): unknown {
  const whole = copy(root);
  let holder = whole as Loose;
  for (const step of path.slice(0, -1)) holder = holder[step] as Loose;
  change(holder, String(path.at(-1)));
  return whole;
}

describe.each(["certificate", "transcript"] as const)("a changed %s", (kind) => {
  let original: Loose;
  beforeAll(async () => {
    original = kind === "certificate" ? genuine : await issuer.signTranscript();
    expect((await checkCredential(original, trust)).outcome).toBe("valid");
  });

  it("is never valid, whichever value was changed", async () => {
    const accepted: string[] = [];
    for (const [path, value] of placesOf(original)) {
      const others: unknown[] =
        typeof value === "string"
          ? [`${value}x`, "", value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase()]
          : typeof value === "number"
            ? [value + 1]
            : typeof value === "boolean"
              ? [!value, "false"]
              : [{}, null];
      for (const other of others.filter((one) => one !== value)) {
        const forged = changeAt(original, path, (holder, key) => {
          holder[key] = other;
        });
        const { outcome } = await checkCredential(forged, trust);
        if (outcome === "valid") accepted.push(`${path.join(".")} = ${JSON.stringify(other)}`);
      }
    }
    expect(accepted).toEqual([]);
  }, 120_000);

  it("is never valid, whichever value was taken out", async () => {
    const accepted: string[] = [];
    for (const [path] of placesOf(original)) {
      const forged = changeAt(original, path, (holder, key) => {
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
      });
      const { outcome } = await checkCredential(forged, trust);
      if (outcome === "valid") accepted.push(path.join("."));
    }
    expect(accepted).toEqual([]);
  }, 120_000);

  it("is never valid, wherever a word was added", async () => {
    const accepted: string[] = [];
    const objects = [[[], original] as const, ...placesOf(original)].filter(
      ([, value]) => typeof value === "object" && value !== null && !Array.isArray(value),
    );
    for (const [path] of objects)
      for (const [word, value] of [
        ["name", "Somebody Else"],
        ["unheardOf", "x"],
        ["@type", "OpenBadgeCredential"],
        ["https://schema.org/name", "Somebody Else"],
        ["description", null],
      ] as const) {
        const forged = copy(original);
        let holder: Loose = forged;
        for (const step of path) holder = holder[step] as Loose;
        if (word in holder) continue;
        holder[word] = value;
        const { outcome } = await checkCredential(forged, trust);
        if (outcome === "valid") accepted.push([...path, word].join("."));
      }
    expect(accepted).toEqual([]);
  }, 120_000);

  it("says that the text was changed", async () => {
    const forged = changeAt(original, ["credentialSubject", "identifier", 0, "identityHash"], (holder, key) => {
      holder[key] = "Ana Nieto";
    });
    expectVerdict(await checkCredential(forged, trust), "not-valid", "signature-wrong");
  });
});

describe("a forged proof", () => {
  it.each([
    ["no proof", () => ({ ...genuine, proof: undefined }), "no-proof"],
    [
      "a proof that was taken out",
      () => Object.fromEntries(Object.entries(genuine).filter(([key]) => key !== "proof")),
      "no-proof",
    ],
    ["an empty list of proofs", () => ({ ...genuine, proof: [] }), "no-proof"],
    ["two proofs", () => ({ ...genuine, proof: [genuine.proof, genuine.proof] }), "two-proofs"],
    ["an unknown suite", () => withProof({ cryptosuite: "eddsa-jcs-2022" }), "unknown-suite"],
    ["an unknown type", () => withProof({ type: "Ed25519Signature2020" }), "unknown-suite"],
    ["algorithm none", () => withProof({ cryptosuite: "none", proofValue: "z" }), "unknown-suite"],
    ["no suite", () => withProof({ cryptosuite: undefined }), "unknown-suite"],
    ["another purpose", () => withProof({ proofPurpose: "authentication" }), "wrong-purpose"],
    ["a signature of no bytes", () => withProof({ proofValue: "z" }), "shape"],
    ["a signature in another spelling", () => withProof({ proofValue: "uAAAA" }), "shape"],
    [
      "a signature of zeros",
      () => withProof({ proofValue: `z${encodeBase58(new Uint8Array(64))}` }),
      "signature-wrong",
    ],
    ["a key by another address", () => withProof({ verificationMethod: "https://academy.example.org/key-1" }), "shape"],
    [
      "a key of another issuer",
      () => withProof({ verificationMethod: "did:web:evil.example#key-1" }),
      "key-of-another",
    ],
    [
      "a key that the issuer never had",
      () => withProof({ verificationMethod: `${issuer.did}#key-9` }),
      "key-not-listed",
    ],
  ] as const)("with %s is not valid, and says why", async (_, forge, reason) => {
    const made = forge();
    const plain: unknown = JSON.parse(JSON.stringify(made));
    expectVerdict(await checkCredential(plain, trust), "not-valid", reason);
  });

  it("by somebody's own key under our issuer's name is not valid", async () => {
    const stranger = buildIssuer(issuer.origin);
    expectVerdict(await checkCredential(await stranger.sign(), trust), "not-valid", "signature-wrong");
  });

  it("with a proof of another credential of the same issuer is not valid", async () => {
    const other = await issuer.sign({ code: "0000000000000000ZZ" });
    expectVerdict(await checkCredential({ ...genuine, proof: other.proof }, trust), "not-valid", "signature-wrong");
  });
});

describe("an issuer", () => {
  it("of a second installation is unknown here, and known there", async () => {
    const second = buildIssuer("https://learn.example.net");
    const theirs = await second.sign();
    expectVerdict(await checkCredential(theirs, trust), "unknown-issuer", "unknown-issuer");
    expect((await checkCredential(theirs, await second.trust())).outcome).toBe("valid");
  });

  it("by another path of the same host is another issuer", async () => {
    const did = `${issuer.did}:somebody`;
    const forged = await signCredential(
      {
        ...buildCredential(buildDraft()),
        issuer: { id: did, type: ["Profile"], name: "Chancery, academy.example.org" },
      },
      did,
      issuer.signer,
      releasedAt,
    );
    expectVerdict(await checkCredential(forged, trust), "unknown-issuer", "unknown-issuer");
  });

  it("that names our issuer but signs as another path is not valid", async () => {
    const forged = await signCredential(
      buildCredential(buildDraft()),
      `${issuer.did}:somebody`,
      issuer.signer,
      releasedAt,
    );
    expectVerdict(await checkCredential(forged, trust), "not-valid", "key-of-another");
  });

  it("may name its key alone where that is taken for known", async () => {
    const { secret, publicKeyMultibase } = makePair();
    const did = `did:key:${publicKeyMultibase}`;
    const { credentialStatus: _, ...draft } = buildCredential(buildDraft());
    const own = await signCredential(
      { ...draft, "@context": draft["@context"], issuer: { id: did, type: ["Profile"], name: "A key" } },
      did,
      makeSigner(publicKeyMultibase, secret),
      releasedAt,
    );
    expect((await checkCredential(own, { ...trust, acceptDidKey: true })).outcome).toBe("valid");
    expectVerdict(await checkCredential(own, trust), "unknown-issuer", "unknown-issuer");
    const other = makePair().publicKeyMultibase;
    const forged = { ...own, proof: { ...(own.proof as Loose), verificationMethod: `${did}#${other}` } };
    expectVerdict(await checkCredential(forged, { ...trust, acceptDidKey: true }), "not-valid", "key-not-listed");
  });

  it("keeps what a key signed before it was retired, and nothing after", async () => {
    const retired = {
      ...trust,
      keys: [{ ...issuer.key, retiredAt: new Date("2027-05-02T00:00:00Z") }],
      statusLists: [],
    };
    const before = await checkCredential(genuine, retired);
    expect(before.checks.find(({ name }) => name === "signature")?.verdict).toBe("passed");
    const after = await issuer.sign({}, new Date("2027-05-02T00:00:01Z"));
    expectVerdict(await checkCredential(after, retired), "not-valid", "key-retired");
  });

  it("may have a newer key than an older list of keys knows", async () => {
    const next = buildIssuer(issuer.origin, "key-2");
    const newer = await next.sign({}, new Date("2027-05-02T00:00:00Z"));
    const asOf = (day: string): Trust => ({ ...trust, keysAsOf: new Date(`${day}T00:00:00Z`) });
    expectVerdict(await checkCredential(newer, asOf("2027-05-01")), "cannot-be-checked", "key-newer-than-list");
    expectVerdict(await checkCredential(newer, asOf("2027-05-03")), "not-valid", "key-not-listed");
  });
});

describe("time", () => {
  it.each([
    ["2027-04-30T00:00:00Z", "not-valid", "not-yet-valid"],
    ["2029-05-02T00:00:00Z", "expired", "expired"],
  ] as const)("at %s it is %s", async (now, outcome, reason) => {
    const at = new Date(now);
    const lists = await Promise.all([issuer.list("revocation", [], at), issuer.list("message", [], at)]);
    const report = await checkCredential(genuine, { ...trust, now: at, statusLists: lists });
    expectVerdict(report, outcome, reason);
  });

  it("is good until the end of its last day in the organizer's zone", async () => {
    const { snapshot } = buildDraft();
    const west = await issuer.sign({ snapshot: { ...snapshot, zone: "America/Montevideo" } });
    expect(west.validUntil).toBe("2029-05-02T02:59:59Z");
  });
});

describe("status", () => {
  const lists = async (revoked: number[], superseded: number[], at = today) =>
    Promise.all([issuer.list("revocation", revoked, at), issuer.list("message", superseded, at)]);

  it("is revoked where its place is set, and not where another's is", async () => {
    expectVerdict(
      await checkCredential(genuine, { ...trust, statusLists: await lists([4711], []) }),
      "revoked",
      "revoked",
    );
    for (const place of [4710, 4712, 4719, 131_071, 0])
      expect((await checkCredential(genuine, { ...trust, statusLists: await lists([place], [place]) })).outcome).toBe(
        "valid",
      );
  });

  it("is superseded where the message says so", async () => {
    const report = await checkCredential(genuine, { ...trust, statusLists: await lists([], [4711]) });
    expectVerdict(report, "superseded", "superseded");
  });

  it("is revoked by an old list too, since nothing takes that back", async () => {
    const old = await lists([4711], [], new Date("2027-01-01T00:00:00Z"));
    expect((await checkCredential(genuine, { ...trust, statusLists: old })).outcome).toBe("revoked");
  });

  it("is unknown since the day that an old list was good until", async () => {
    const old = await lists([], [], new Date("2027-04-01T00:00:00Z"));
    const report = await checkCredential(genuine, { ...trust, statusLists: old });
    expectVerdict(report, "cannot-be-checked", "status-list-old");
    expect(report.checks.at(-1)).toMatchObject({ verdict: "unknown", date: "2027-04-08T00:00:00Z" });
  });

  it.each([
    ["no list", async () => [], "no-status-list"],
    ["one of its two lists", async () => [await issuer.list("revocation")], "no-status-list"],
    [
      "a list that another signed",
      async () => {
        const other = buildIssuer(issuer.origin);
        return Promise.all([other.list("revocation"), other.list("message")]);
      },
      "status-list-not-genuine",
    ],
    [
      "a list that was changed",
      async () => {
        const genuineLists = await Promise.all([issuer.list("revocation", [4711]), issuer.list("message")]);
        const empty = (await issuer.list("revocation")).credentialSubject;
        return [{ ...genuineLists[0], credentialSubject: empty }, genuineLists[1]];
      },
      "status-list-not-genuine",
    ],
    [
      "a list of another issuer under the address",
      async () => {
        const second = buildIssuer("https://learn.example.net");
        const address = (await issuer.list("revocation")).id;
        return [{ ...(await second.list("revocation")), id: address }, await issuer.list("message")];
      },
      "status-list-not-genuine",
    ],
    [
      "a list of another purpose under the address",
      async () => {
        const message = await issuer.list("message");
        const wrong = await signCredential(
          {
            "@context": message["@context"] as string[],
            ...message,
            id: String(message.id).replace("message", "revocation"),
            proof: undefined,
          },
          issuer.did,
          issuer.signer,
          today,
        );
        return [JSON.parse(JSON.stringify(wrong)) as object, message];
      },
      "status-list-unfit",
    ],
  ] as const)("cannot be told from %s", async (_, make, reason) => {
    const report = await checkCredential(genuine, { ...trust, statusLists: await make() });
    expectVerdict(report, "cannot-be-checked", reason);
  });

  it("cannot be told of a place beyond the list", async () => {
    const far = await issuer.sign({ status: { list: 1, index: 131_072 } });
    expectVerdict(await checkCredential(far, trust), "cannot-be-checked", "status-list-unfit");
  });

  it("of an unknown kind cannot be told", async () => {
    const odd = await signed({
      credentialStatus: { id: "https://x.example/s#1", type: "OtherStatus" },
      "@context": [...(genuine["@context"] as string[]), UNDEFINED_TERMS],
    });
    expectVerdict(await checkCredential(odd, trust), "cannot-be-checked", "unknown-status-type");
  });
});

describe("the form", () => {
  const { credentialSubject } = buildCredential(buildDraft()) as unknown as { credentialSubject: Loose };
  const achievement = credentialSubject.achievement as Loose;
  it.each([
    ["a refresh service without type", { refreshService: { id: "https://x.example/r" } }],
    ["a schema without id", { credentialSchema: { type: "JsonSchema" } }],
    ["a schema without type", { credentialSchema: { id: "https://x.example/s" } }],
    ["evidence without type", { evidence: { narrative: "x" } }],
    ["a day for an instant", { validFrom: "2027-05-01" }],
    ["an instant without offset", { validFrom: "2027-05-01T10:00:00" }],
    ["an instant that never is", { validFrom: "2027-13-01T10:00:00Z" }],
    ["nobody as issuer", { issuer: { type: ["Profile"], name: "x" } }],
    ["an issuer of no type", { issuer: { id: issuer.did, name: "x" } }],
    ["no subject", { credentialSubject: [] }],
    ["a subject without achievement", { credentialSubject: { id: "urn:uuid:1", type: ["AchievementSubject"] } }],
    ["a subject that names nobody", { credentialSubject: { type: ["AchievementSubject"], achievement } }],
    [
      "an achievement without criteria",
      { credentialSubject: { ...credentialSubject, achievement: { ...achievement, criteria: {} } } },
    ],
    ["a context inside", { evidence: { "@context": "https://www.w3.org/ns/credentials/v2", type: ["Evidence"] } }],
    ["keywords of the data format", { "@graph": [] }],
    ["half a character", { description: "\ud83d" }],
    [
      "a list of two bits a place",
      { credentialStatus: { ...(buildCredential(buildDraft()).credentialStatus as Loose[])[1], statusSize: 2 } },
    ],
  ] as const)("with %s is refused before its signature is looked at", async (_, changes) => {
    const report = await checkCredential({ ...genuine, ...changes }, trust);
    expectVerdict(report, "not-valid", "shape");
    expect(report.checks[0]?.detail).toBeTruthy();
  });

  it.each([
    ["a context that is not carried", ["https://www.w3.org/ns/credentials/v2", "https://evil.example/v1"]],
    ["a context in the file", ["https://www.w3.org/ns/credentials/v2", { name: "https://schema.org/description" }]],
  ])("with %s is refused", async (_, contexts) => {
    expectVerdict(await checkCredential({ ...genuine, "@context": contexts }, trust), "not-valid", "unknown-context");
  });

  it("with a word that no context explains is refused, since no signature covers it", async () => {
    const report = await checkCredential({ ...genuine, honours: "summa cum laude" }, trust);
    expectVerdict(report, "not-valid", "unknown-term");
  });

  it.each([null, undefined, 7, "text", [], {}, { "@context": [] }])("%j is no credential", async (input) => {
    expect((await checkCredential(input, trust)).outcome).toBe("not-valid");
  });

  it("deeper or larger than any credential is refused", async () => {
    let deep: unknown = "x";
    for (let level = 0; level < 60; level++) deep = { evidence: deep };
    expectVerdict(await checkCredential({ ...genuine, evidence: deep }, trust), "not-valid", "shape");
    const wide = { ...genuine, evidence: Array.from({ length: 60_000 }, () => ({ type: "Evidence" })) };
    expectVerdict(await checkCredential(wide, trust), "not-valid", "shape");
  });

  it("of a credential that is no badge needs no achievement", async () => {
    const plain = await signCredential(
      {
        "@context": ["https://www.w3.org/ns/credentials/v2", UNDEFINED_TERMS],
        type: ["VerifiableCredential"],
        issuer: issuer.did,
        credentialSubject: { id: "urn:uuid:6f1b2c3d-0000-4000-8000-000000000001", alumniOf: "A school" },
      },
      issuer.did,
      issuer.signer,
      releasedAt,
    );
    expect(await checkCredential(plain, trust)).toMatchObject({ outcome: "valid" });
  });
});
