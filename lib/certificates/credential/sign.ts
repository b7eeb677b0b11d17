import { signedBytes } from "../check/canonize";
import { encodeBase58 } from "../check/encoding";
import { SUITE } from "../check/proof";
import type { Signer } from "../keys/pair";
import { seconds, type UnsignedCredential } from "./build";
import { shortWays } from "./short-ways";

/** A credential with its proof: eddsa-rdfc-2022, by the key of the issuer that it names. */
export async function signCredential(
  credential: UnsignedCredential,
  did: string,
  signer: Signer,
  signedAt: Date,
): Promise<Record<string, unknown>> {
  const proof = {
    type: "DataIntegrityProof",
    created: seconds(signedAt),
    verificationMethod: `${did}#${signer.id}`,
    cryptosuite: SUITE,
    proofPurpose: "assertionMethod",
  };
  const signature = signer.sign(await signedBytes(credential, proof, shortWays.canonical, shortWays.hash));
  return { ...credential, proof: { ...proof, proofValue: `z${encodeBase58(signature)}` } };
}
