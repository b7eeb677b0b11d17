import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import vm from "node:vm";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import integrity from "@digitalbazaar/data-integrity-context";
import { from } from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import multikey from "@digitalbazaar/multikey-context";
import { issue, type Loader, verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { loadContext } from "@/lib/certificates/check/contexts";
import { encodeBase58 } from "@/lib/certificates/check/encoding";
import { isSigned, readProof } from "@/lib/certificates/check/proof";
import { readDidDocument } from "@/lib/certificates/check/trust";
import { bakePng } from "@/lib/certificates/credential/bake";
import { buildCredential } from "@/lib/certificates/credential/build";
import { buildDidDocument } from "@/lib/certificates/keys/did";
import { buildDraft, buildIssuer, releasedAt, today } from "./builders/credentials";

/*
 * The same credentials before others: a library that neither signs nor checks here, a browser's engine, and the command.
 */

const issuer = buildIssuer();
const publicKey = issuer.key.publicKeyMultibase;
const didDocument = buildDidDocument(issuer.origin, [{ id: "key-1", publicKeyMultibase: publicKey }]);

/** What the other library may read: contexts, the issuer's document, its key and its lists. */
const loaderWith =
  (lists: readonly Record<string, unknown>[]): Loader =>
  async (url) => {
    const method = didDocument.verificationMethod.find(({ id }) => id === url);
    const found =
      (integrity.contexts as ReadonlyMap<string, object>).get(url) ??
      multikey.contexts.get(url) ??
      (url === didDocument.id ? didDocument : undefined) ??
      (method ? { "@context": "https://w3id.org/security/multikey/v1", ...method } : undefined) ??
      lists.find(({ id }) => id === url) ??
      loadContext(url).document;
    return { contextUrl: null, documentUrl: url, document: found };
  };

describe("another library", () => {
  const suite = new DataIntegrityProof({ cryptosuite });
  it.each([
    ["certificate", () => issuer.sign(), 4711, [false]],
    ["transcript", () => issuer.signTranscript(), 815, []],
  ] as const)("finds a %s that is signed here right, and its status", async (_, sign, place, messages) => {
    const credential = await sign();
    for (const set of [false, true]) {
      const lists = [await issuer.list("revocation", set ? [place] : []), await issuer.list("message")];
      const documentLoader = loaderWith(lists);
      const result = await verifyCredential({
        credential,
        suite,
        documentLoader,
        now: today,
        checkStatus: async () => ({ verified: true }),
      });
      expect(result.error).toBeUndefined();
      expect(result.verified).toBe(true);
      const status = await checkStatus({
        credential,
        documentLoader,
        suite,
        verifyBitstringStatusListCredential: false,
      });
      expect(status.results.map(({ status: one }) => one)).toEqual([set, ...messages]);
    }
  });

  it("signed the example of the standard (VC-DI-EDDSA, B.1), and it is found right; once changed, it is not", async () => {
    const publicKeyMultibase = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const did = `did:key:${publicKeyMultibase}`;
    const example = {
      "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
      id: "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
      type: ["VerifiableCredential", "AlumniCredential"],
      name: "Alumni Credential",
      description: "A minimum viable example of an Alumni Credential.",
      issuer: "https://vc.example/issuers/5678",
      validFrom: "2023-01-01T00:00:00Z",
      credentialSubject: { id: "did:example:abcdefgh", alumniOf: "The School of Examples" },
      proof: {
        type: "DataIntegrityProof",
        cryptosuite: "eddsa-rdfc-2022",
        created: "2023-02-24T23:36:38Z",
        verificationMethod: `${did}#${publicKeyMultibase}`,
        proofPurpose: "assertionMethod",
        proofValue: "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
      },
    };
    const proof = readProof(example);
    if (!proof.ok) throw new Error(proof.reason);
    const key = { did, id: `${did}#${publicKeyMultibase}`, publicKeyMultibase, retiredAt: null };
    expect(await isSigned(example, proof.value, key)).toEqual({ ok: true, value: null });
    const changed = { ...example, credentialSubject: { ...example.credentialSubject, alumniOf: "Another school" } };
    expect(await isSigned(changed, proof.value, key)).toMatchObject({ ok: false, reason: "signature-wrong" });
  });

  it("finds a list that is signed here right", async () => {
    const result = await verifyCredential({
      credential: await issuer.list("revocation", [1, 2, 3]),
      suite,
      documentLoader: loaderWith([]),
      now: today,
    });
    expect(result.error).toBeUndefined();
  });

  it("signs what is found right here", async () => {
    const secretKeyMultibase = `z${encodeBase58(Buffer.concat([Buffer.from([0x80, 0x26]), issuer.secret]))}`;
    const key = await from({
      type: "Multikey",
      id: issuer.key.id,
      controller: issuer.did,
      publicKeyMultibase: publicKey,
      secretKeyMultibase,
    });
    const credential = await issue({
      credential: buildCredential(buildDraft()),
      suite: new DataIntegrityProof({ cryptosuite, signer: key.signer(), date: releasedAt }),
      documentLoader: loaderWith([]),
      now: today,
    });
    expect(await checkCredential(credential, await issuer.trust())).toMatchObject({ outcome: "valid" });
  });

  it("and the issuer's document name the same keys", () => {
    expect(readDidDocument(didDocument)).toEqual([{ ...issuer.key, retiredAt: null }]);
    expect(readDidDocument({ ...didDocument, assertionMethod: [] })).toEqual([]);
    expect(readDidDocument({ keys: [] })).toBeNull();
  });
});

describe("a browser's engine", () => {
  it("checks with nothing but what every browser has, and no way out", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { checkCredential } from "@/lib/certificates/check/check-credential";
          import { readCredentialFile } from "@/lib/certificates/check/read-file";
          globalThis.checking = async (bytes, trust) => {
            const read = await readCredentialFile(bytes);
            return JSON.stringify(read.ok ? await checkCredential(read.credential, { ...trust, now: new Date(trust.now) }) : read);
          };`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: "es2019",
      define: { "import.meta.url": '"https://program.invalid/"' },
    });
    const program = outputFiles[0]?.text ?? "";
    expect(program.length).toBeLessThan(300_000);
    const { crypto, TextEncoder, TextDecoder, Blob, DecompressionStream, atob, URL, setTimeout, queueMicrotask } =
      globalThis;
    const parts = {
      crypto,
      TextEncoder,
      TextDecoder,
      Blob,
      DecompressionStream,
      atob,
      URL,
      setTimeout,
      queueMicrotask,
    };
    const browser = vm.createContext({ ...parts, Uint8Array, ArrayBuffer, DataView });
    vm.runInContext("globalThis.self = globalThis.window = globalThis;", browser);
    vm.runInContext(program, browser);
    const trust = await issuer.trust();
    const credential = await issuer.sign();
    const check = async (value: unknown): Promise<unknown> =>
      JSON.parse(
        await (browser as { checking: (bytes: Uint8Array, trust: unknown) => Promise<string> }).checking(
          new TextEncoder().encode(JSON.stringify(value)),
          { ...trust, now: trust.now.getTime() },
        ),
      );
    expect(await check(credential)).toMatchObject({ outcome: "valid" });
    expect(await check({ ...credential, name: "Another" })).toMatchObject({ outcome: "not-valid" });
    const second = await buildIssuer("https://learn.example.net").sign();
    expect(await check(second)).toMatchObject({ outcome: "unknown-issuer" });
  });
});

describe("npm run verify", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "verify-"));
  const file = (name: string): string => path.join(directory, name);
  /** Signed and listed as of now, since the command asks the clock. */
  const now = new Date();
  const day = 24 * 60 * 60 * 1000;
  beforeAll(async () => {
    const released = new Date(now.getTime() - day);
    const credential = await issuer.sign({ releasedAt: released, validUntil: null }, released);
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    );
    const write = (name: string, value: unknown): void => writeFileSync(file(name), JSON.stringify(value));
    write("certificate.json", credential);
    writeFileSync(file("badge.png"), bakePng(pixel, credential));
    write("transcript.json", await issuer.signTranscript({ madeAt: released }, released));
    write("changed.json", { ...credential, name: "Another" });
    write("did.json", didDocument);
    write("revocation.json", await issuer.list("revocation", [], now));
    write("message.json", await issuer.list("message", [], now));
    write("revoked.json", await issuer.list("revocation", [4711], now));
    write("keys.json", {
      madeAt: now,
      keys: [issuer.key],
      statusLists: [await issuer.list("revocation", [], now), await issuer.list("message", [], now)],
    });
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const run = (...words: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "scripts/verify.ts", ...words], { encoding: "utf8" });
  const lists = ["--status", file("revocation.json"), "--status", file("message.json")];

  it.each([
    [
      "a credential by its issuer's document",
      [file("certificate.json"), "--did-document", file("did.json"), ...lists],
      0,
      "Valid.",
    ],
    ["a badge image by an export", [file("badge.png"), "--keys", file("keys.json")], 0, "Valid."],
    ["a changed one", [file("changed.json"), "--keys", file("keys.json")], 1, "Not valid."],
    [
      "one that was revoked",
      [file("certificate.json"), "--key", `${issuer.did}=${publicKey}`, "--status", file("revoked.json")],
      1,
      "Revoked.",
    ],
    ["no file", [], 2, ""],
  ] as const)("says of %s what it is", (_, words, status, says) => {
    const { stdout, stderr, status: ended } = run(...words);
    expect({ ended, stderr: status === 2 ? "" : stderr }).toEqual({ ended: status, stderr: "" });
    expect(stdout.startsWith(says)).toBe(true);
    if (status === 2) expect(stderr).toContain("Usage:");
  });

  it("tells what a transcript says, line by line", () => {
    const { stdout, status } = run(file("transcript.json"), "--keys", file("keys.json"));
    expect(status).toBe(0);
    for (const line of ["Amina Diallo / أمينة ديالو", "attended 3 of 4 sessions", "(EV-2027-1): Total score: 84 %"])
      expect(stdout).toContain(line);
  });

  it("gives its report as JSON", () => {
    const { stdout } = run(file("certificate.json"), "--json", "--key", `${issuer.key.id}=${publicKey}`, ...lists);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "valid", facts: { code: "ABCDEFGHJKMNPQRSTV" } });
  });
});
