import * as z from "zod/mini";
import { decodePublicKey } from "./encoding";
import type { TrustedKey } from "./types";

/*
 * Keys and status lists as they travel in files: an issuer's document of did:web, and this product's export of both.
 */

const key = z.string().check(z.refine((text) => decodePublicKey(text) !== null, "no Ed25519 key"));
const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text) => new Date(text)),
);

/** What `npm run keys:export` writes and /certificates/keys.json serves. */
const keyHistory = z.object({
  madeAt: instant,
  keys: z.array(z.object({ did: z.string(), id: z.string(), publicKeyMultibase: key, retiredAt: z.nullable(instant) })),
  statusLists: z.array(z.looseObject({ id: z.string() })),
});
export type KeyHistory = z.infer<typeof keyHistory>;

/** The keys and lists of an export; null for any other file. */
export function readKeyHistory(value: unknown): KeyHistory | null {
  const parsed = keyHistory.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const didDocument = z.looseObject({
  id: z.string().check(z.startsWith("did:")),
  verificationMethod: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      controller: z.string(),
      publicKeyMultibase: z.optional(z.string()),
      expires: z.optional(instant),
      revoked: z.optional(instant),
    }),
  ),
  assertionMethod: z.array(z.union([z.string(), z.looseObject({ id: z.string() })])),
});

/** The keys with which an issuer's document lets it assert; null for any other file. */
export function readDidDocument(value: unknown): TrustedKey[] | null {
  const parsed = didDocument.safeParse(value);
  if (!parsed.success) return null;
  const { id: did, verificationMethod, assertionMethod } = parsed.data;
  const whole = (id: string): string => (id.startsWith("#") ? did + id : id);
  const asserting = new Set(assertionMethod.map((method) => whole(typeof method === "string" ? method : method.id)));
  return verificationMethod.flatMap(({ id, type, controller, publicKeyMultibase, expires, revoked }) =>
    type === "Multikey" &&
    controller === did &&
    publicKeyMultibase &&
    decodePublicKey(publicKeyMultibase) &&
    asserting.has(whole(id))
      ? [{ did, id: whole(id), publicKeyMultibase, retiredAt: revoked ?? expires ?? null }]
      : [],
  );
}
