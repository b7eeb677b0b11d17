import { gzipSync } from "node:zlib";
import { CREDENTIALS_CONTEXT } from "../check/contexts";
import { seconds, statusListAddress, type UnsignedCredential } from "../credential/build";
import { didOf } from "../keys/did";

export const statusPurposes = ["revocation", "message"] as const;
export type StatusPurpose = (typeof statusPurposes)[number];

/** So many places that nobody can tell from a list which credential somebody asks about. */
export const LIST_PLACES = 131_072;

/** For how long a list is good: who cannot reach this server may rely on it until then. */
export const LIST_DAYS = 7;
const LIST_MILLISECONDS = LIST_DAYS * 24 * 60 * 60 * 1000;

/** Whether a list must be signed anew: something changed, or half of its time is over. */
export const isWorn = (list: { readonly stale: boolean; readonly signedAt: Date }, now: Date): boolean =>
  list.stale || now.getTime() - list.signedAt.getTime() > LIST_MILLISECONDS / 2;

/** The list of one purpose, unsigned: its places, and which of them are set. */
export function buildStatusList(
  origin: string,
  number: number,
  purpose: StatusPurpose,
  set: Iterable<number>,
  now: Date,
): UnsignedCredential {
  const bits = Buffer.alloc(LIST_PLACES / 8);
  // The first place is the highest bit of the first byte.
  for (const index of set) bits.writeUInt8(bits.readUInt8(index >> 3) | (128 >> (index & 7)), index >> 3);
  const id = statusListAddress(origin, number, purpose);
  return {
    "@context": [CREDENTIALS_CONTEXT],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: didOf(origin),
    validFrom: seconds(now),
    validUntil: seconds(new Date(now.getTime() + LIST_MILLISECONDS)),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: purpose,
      encodedList: `u${gzipSync(bits).toString("base64url")}`,
    },
  };
}
