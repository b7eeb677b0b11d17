/** The issuer that speaks for a web origin: did:web of its host, with the port where it is not the usual one. */
export const didOf = (origin: string): string => `did:web:${new URL(origin).host.replace(":", "%3A")}`;

type PublicKey = { readonly id: string; readonly publicKeyMultibase: string };

/**
 * What an issuer's address answers to who wants to check its signatures: all keys ever, since what a retired one signed stays
 * good. When each was retired stands in the key history; a date of expiry here would make others refuse what it had signed.
 */
export function buildDidDocument(origin: string, keys: readonly PublicKey[]) {
  const did = didOf(origin);
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    verificationMethod: keys.map(({ id, publicKeyMultibase }) => ({
      id: `${did}#${id}`,
      type: "Multikey",
      controller: did,
      publicKeyMultibase,
    })),
    assertionMethod: keys.map(({ id }) => `${did}#${id}`),
  };
}
