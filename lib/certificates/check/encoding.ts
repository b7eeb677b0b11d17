/*
 * Bytes and their spellings, with what browsers and Node have in common.
 */

export const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Bytes in base 58, as keys and signatures are written. */
export function encodeBase58(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let at = 0; at < digits.length; at++) {
      carry += (digits[at] as number) * 256;
      digits[at] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return (
    "1".repeat(zeros === -1 ? bytes.length : zeros) +
    digits
      .reverse()
      .map((digit) => base58[digit])
      .join("")
  );
}

/** The bytes of a text in base 58; null for any other text. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > 200) return null;
  const bytes: number[] = [];
  for (const character of text) {
    let carry = base58.indexOf(character);
    if (carry === -1) return null;
    for (let at = 0; at < bytes.length; at++) {
      carry += (bytes[at] as number) * 58;
      bytes[at] = carry & 255;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return new Uint8Array([...new Array<number>(zeros).fill(0), ...bytes.reverse()]);
}

/** The 32 bytes of an Ed25519 public key written as a multikey ("z6Mk…"); null for every other text. */
export function decodePublicKey(multibase: string): Uint8Array<ArrayBuffer> | null {
  const bytes = multibase.startsWith("z") ? decodeBase58(multibase.slice(1)) : null;
  return bytes?.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01 ? bytes.slice(2) : null;
}

/** The bytes of a text in base 64 for addresses, without padding; null for any other text. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

/**
 * Unpacks gzip or zlib data.
 * Errors: throws for broken data, and for more than the limit, before it is all unpacked.
 */
export async function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  format: "gzip" | "deflate",
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(...parts);
    length += value.length;
    if (length > maximumBytes) {
      await reader.cancel();
      throw new RangeError("more than the limit");
    }
    parts.push(value);
  }
}
