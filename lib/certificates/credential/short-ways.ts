import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Ways } from "../check/proof";
import { canonicalFormAlike } from "./canonize-alike";

const MAXIMUM_KEYS = 100;
const opened = new Map<string, KeyObject>();

function openKey(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString("base64url");
  let key = opened.get(x);
  if (!key) {
    if (opened.size >= MAXIMUM_KEYS) opened.clear();
    key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    opened.set(x, key);
  }
  return key;
}

/**
 * How this server checks and makes signatures of what was built here: the same answers as the ways that browsers have too, for
 * less. What is kept is how a form of documents reads and how a key is opened, and never what came of a check.
 */
export const shortWays = {
  canonical: canonicalFormAlike,
  hash: async (bytes) => createHash("sha256").update(bytes).digest(),
  isSignedBy: async (publicKey, data, signature) => verify(null, data, openKey(publicKey), signature),
} satisfies Ways;
