import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { z } from "zod";

/*
 * How a secret key lies in the database: encrypted by AES-256-GCM under a key that scrypt makes of the passphrase.
 */

const bytes = z.base64url().transform((text) => Buffer.from(text, "base64url"));
export const sealedSchema = z.strictObject({ salt: bytes, iv: bytes, tag: bytes, text: bytes });

const keyOf = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize("NFC"), salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 67_108_864 });

/** A secret as it may be stored. */
export function seal(secret: Buffer, passphrase: string): Record<"salt" | "iv" | "tag" | "text", string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(passphrase, salt), iv);
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  const write = (part: Buffer): string => part.toString("base64url");
  return { salt: write(salt), iv: write(iv), tag: write(cipher.getAuthTag()), text: write(text) };
}

/** The secret in a seal; null where the passphrase is another. */
export function unseal(sealed: unknown, passphrase: string): Buffer | null {
  const { salt, iv, tag, text } = sealedSchema.parse(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyOf(passphrase, salt), iv, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return null;
  }
}
