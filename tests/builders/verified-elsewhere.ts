import { createHash, createPublicKey, verify } from "node:crypto";
import jsonld from "jsonld";
import { canonize } from "rdf-canonize";
import { loadContext } from "@/lib/certificates/check/contexts";
import { decodeBase58 } from "@/lib/certificates/check/encoding";

type Loose = Record<string, unknown>;

async function canonicalHash(value: object): Promise<Buffer> {
  const dataset = await jsonld.toRDF(value, {
    base: null,
    safe: true,
    rdfDirection: "i18n-datatype",
    produceGeneralizedRdf: false,
    documentLoader: loadContext,
  });
  const form = await canonize(dataset, { algorithm: "RDFC-1.0", format: "application/n-quads" });
  return createHash("sha256").update(form).digest();
}

/** Whether a credential bears its key's signature, by a canonical form made here and Node's own crypto: by no code that signs. */
export async function verifiesElsewhere(credential: object, publicKeyMultibase: string): Promise<boolean> {
  const { proof, ...document } = credential as { proof: Loose } & Loose;
  const { proofValue, ...options } = proof;
  const data = Buffer.concat([
    await canonicalHash({ "@context": document["@context"], ...options }),
    await canonicalHash(document),
  ]);
  const x = Buffer.from(decodeBase58(publicKeyMultibase.slice(1)) ?? []).subarray(2);
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") }, format: "jwk" });
  return verify(null, data, key, decodeBase58(String(proofValue).slice(1)) ?? Buffer.alloc(0));
}
