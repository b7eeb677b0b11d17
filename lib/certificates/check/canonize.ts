import jsonld from "jsonld";
import { canonize } from "rdf-canonize";
import { loadContext } from "./contexts";
import { concat, sha256 } from "./encoding";

/**
 * The canonical form of a JSON-LD document, in N-Quads (RDFC-1.0).
 * Errors: a word that no context explains, a context that is not carried, a graph made to cost time.
 */
export async function canonicalForm(document: object): Promise<string> {
  const dataset = await jsonld.toRDF(document, {
    base: null,
    safe: true,
    rdfDirection: "i18n-datatype",
    produceGeneralizedRdf: false,
    documentLoader: loadContext,
  });
  return canonize(dataset, { algorithm: "RDFC-1.0", format: "application/n-quads" });
}

/** What an eddsa-rdfc-2022 signature is made over: the hash of the proof without its value, and the hash of the document. */
export async function signedBytes(
  document: Readonly<Record<string, unknown>>,
  proof: Readonly<Record<string, unknown>>,
  canonical = canonicalForm,
  hash = sha256,
): Promise<Uint8Array<ArrayBuffer>> {
  const hashOf = async (value: object): Promise<Uint8Array> => hash(new TextEncoder().encode(await canonical(value)));
  const { proof: _, ...unsecured } = document;
  const { proofValue: __, ...options } = proof;
  return concat(await hashOf({ "@context": document["@context"], ...options }), await hashOf(unsecured));
}
