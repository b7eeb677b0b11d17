import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { encodeBase58 } from "../check/encoding";

/** The header of an Ed25519 secret key of 32 bytes in PKCS 8. */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
/** What says that a multikey is an Ed25519 public key. */
const multicodec = Buffer.from([0xed, 0x01]);

/** A new Ed25519 key: its secret of 32 bytes, and its public half as a multikey. */
export function makePair(): { readonly secret: Buffer; readonly publicKeyMultibase: string } {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const publicKey = Buffer.concat([multicodec, Buffer.from(x, "base64url")]);
  return { secret: Buffer.from(d, "base64url"), publicKeyMultibase: `z${encodeBase58(publicKey)}` };
}

/** Who signs: a key under its id, and what it makes of bytes. */
export type Signer = { readonly id: string; readonly sign: (data: Uint8Array) => Uint8Array };

/** A signer of a secret of 32 bytes. */
export function makeSigner(id: string, secret: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: "der", type: "pkcs8" });
  return { id, sign: (data) => sign(null, data, key) };
}
