import { from } from "@digitalbazaar/ed25519-multikey";
import { canonicalForm, signedBytes } from "./canonize";
import { decodeBase58, decodePublicKey, sha256 } from "./encoding";
import type { CheckReason, Trust, TrustedKey } from "./types";

/*
 * The one proof of a credential: what it says, whose key it names, and whether that key signed exactly this text.
 */

export const SUITE = "eddsa-rdfc-2022";

export type Proof = {
  /** As it stands in the credential: all of it but its value is signed. */
  readonly original: Readonly<Record<string, unknown>>;
  readonly verificationMethod: string;
  readonly created: string | null;
  readonly expires: string | null;
  readonly signature: Uint8Array;
};

type Found<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: CheckReason; readonly detail: string | null };
const refuse = (reason: CheckReason, detail: string | null = null) => ({ ok: false, reason, detail }) as const;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const readInstant = (value: unknown): string | null | undefined =>
  value === undefined
    ? null
    : typeof value === "string" && instant.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : undefined;

/** The proof of a credential, where there is exactly one and it is of the suite that is understood here. */
export function readProof(document: Readonly<Record<string, unknown>>): Found<Proof> {
  const proofs = document.proof === undefined ? [] : Array.isArray(document.proof) ? document.proof : [document.proof];
  const [proof] = proofs as readonly unknown[];
  if (proof === undefined) return refuse("no-proof");
  if (proofs.length > 1) return refuse("two-proofs");
  if (typeof proof !== "object" || proof === null) return refuse("shape", "proof");
  const { type, cryptosuite, proofPurpose, verificationMethod, proofValue, created, expires } = proof as Record<
    string,
    unknown
  >;
  if (type !== "DataIntegrityProof" || cryptosuite !== SUITE)
    return refuse("unknown-suite", [type, cryptosuite].filter((word) => typeof word === "string").join(" ") || null);
  if (proofPurpose !== "assertionMethod")
    return refuse("wrong-purpose", typeof proofPurpose === "string" ? proofPurpose : null);
  if (typeof verificationMethod !== "string" || !/^did:[^#\s]+#\S+$/.test(verificationMethod))
    return refuse("shape", "proof.verificationMethod");
  if (typeof proofValue !== "string" || !proofValue.startsWith("z")) return refuse("shape", "proof.proofValue");
  const signature = decodeBase58(proofValue.slice(1));
  if (signature?.length !== 64) return refuse("shape", "proof.proofValue");
  const [madeAt, endsAt] = [readInstant(created), readInstant(expires)];
  if (madeAt === undefined) return refuse("shape", "proof.created");
  if (endsAt === undefined) return refuse("shape", "proof.expires");
  return {
    ok: true,
    value: {
      original: proof as Record<string, unknown>,
      verificationMethod,
      created: madeAt,
      expires: endsAt,
      signature,
    },
  };
}

/** The key that a proof names, where it is the issuer's and was in use when the proof was made. */
export function findKey(
  issuer: string,
  { verificationMethod, created }: Proof,
  validFrom: string | undefined,
  { keys, keysAsOf, acceptDidKey }: Trust,
): Found<TrustedKey> {
  const owner = verificationMethod.slice(0, verificationMethod.indexOf("#"));
  if (issuer.startsWith("did:key:")) {
    if (!acceptDidKey) return refuse("unknown-issuer", issuer);
    if (owner !== issuer) return refuse("key-of-another", verificationMethod);
    const publicKeyMultibase = issuer.slice("did:key:".length);
    if (!decodePublicKey(publicKeyMultibase) || verificationMethod !== `${issuer}#${publicKeyMultibase}`)
      return refuse("key-not-listed", verificationMethod);
    return { ok: true, value: { did: issuer, id: verificationMethod, publicKeyMultibase, retiredAt: null } };
  }
  const own = keys.filter(({ did }) => did === issuer);
  if (own.length === 0) return refuse("unknown-issuer", issuer);
  if (owner !== issuer) return refuse("key-of-another", verificationMethod);
  const key = own.find(({ id }) => id === verificationMethod);
  const madeAt = created ?? validFrom;
  if (!key)
    return keysAsOf && madeAt && Date.parse(madeAt) > keysAsOf.getTime()
      ? refuse("key-newer-than-list", verificationMethod)
      : refuse("key-not-listed", verificationMethod);
  if (key.retiredAt && (!madeAt || Date.parse(madeAt) > key.retiredAt.getTime()))
    return refuse("key-retired", key.retiredAt.toISOString());
  return { ok: true, value: key };
}

/** What a check of a signature is made of, where there is a shorter way to it than the one that works everywhere. */
export type Ways = {
  readonly canonical: (document: object) => Promise<string>;
  readonly hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  readonly isSignedBy: (publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => Promise<boolean>;
};

/** Whether the key signed this document under this proof. */
export async function isSigned(
  document: Readonly<Record<string, unknown>>,
  { original, signature, verificationMethod }: Proof,
  { publicKeyMultibase, id, did }: TrustedKey,
  ways?: Ways,
): Promise<Found<null>> {
  const publicKey = decodePublicKey(publicKeyMultibase);
  if (!publicKey) return refuse("key-not-listed", verificationMethod);
  let data: Uint8Array;
  try {
    data = await signedBytes(document, original, ways?.canonical ?? canonicalForm, ways?.hash ?? sha256);
  } catch (error) {
    return refuse("unknown-term", describeTerm(error));
  }
  try {
    const isRight = ways
      ? await ways.isSignedBy(publicKey, data, signature)
      : await (await from({ type: "Multikey", id, controller: did, publicKeyMultibase }))
          .verifier()
          .verify({ data, signature });
    return isRight ? { ok: true, value: null } : refuse("signature-wrong");
  } catch {
    return refuse("signature-wrong"); // A library may throw for bytes that are no point of the curve.
  }
}

/** The word at fault, where the error tells it. */
function describeTerm(error: unknown): string | null {
  const details = (error as { details?: { event?: { details?: Record<string, unknown> } } }).details?.event?.details;
  const word = details?.property ?? details?.type ?? details?.id ?? details?.value;
  return typeof word === "string" ? word.slice(0, 200) : null;
}
