import { readFacts } from "../check/facts";
import { findKey, isSigned, readProof } from "../check/proof";
import { issuerOf, readShape } from "../check/shape";
import type { CredentialFacts, TrustedKey } from "../check/types";
import { shortWays } from "../credential/short-ways";
import { underOwnNames } from "../keys/data";
import { isMadeOf } from "../transcript/credential";
import type { TranscriptRecord } from "../transcript/types";
import { saysTheSame } from "./agreement";
import { isOver } from "./rules";
import type { RegisterCheck, RegisterRow } from "./types";

const made = (
  name: RegisterCheck["name"],
  verdict: RegisterCheck["verdict"],
  { key = null, date = null }: Partial<Pick<RegisterCheck, "key" | "date">> = {},
): RegisterCheck => ({ name, verdict, key, date });

const statusToday = (state: RegisterRow["state"], now: Date): RegisterCheck =>
  made("status", state === "valid" ? "passed" : "failed", { date: now.toISOString() });

/**
 * Checks a certificate of the register: that this installation issued it, that its signed form carries the issuer's signature and
 * says what the register says, and where it stands today. The status is the register's own: no list is behind it.
 */
export async function checkRegisterRow(row: RegisterRow, now: Date): Promise<RegisterCheck[]> {
  const { validUntil, snapshot, state } = row;
  return [
    ...(await checkSignature(row.credential, underOwnNames(row.keys), (facts) => saysTheSame(row, facts))),
    validUntil !== null && isOver({ validUntil, zone: snapshot.zone }, now)
      ? made("period", "failed", { date: validUntil })
      : made("period", "passed", { date: validUntil }),
    statusToday(state, now),
  ];
}

/** The same of a transcript, which has no end. */
export const checkTranscript = async (
  record: TranscriptRecord,
  keys: readonly TrustedKey[],
  now: Date,
): Promise<RegisterCheck[]> => [
  ...(await checkSignature(record.credential, keys, (facts) => isMadeOf(record, facts))),
  statusToday(record.state, now),
];

async function checkSignature(
  credential: object | null,
  keys: readonly TrustedKey[],
  agrees: (facts: CredentialFacts) => boolean,
): Promise<RegisterCheck[]> {
  // Of a certificate the signed form may be made only when somebody first asks for it.
  if (credential === null)
    return [made("issuer", "passed"), made("signature", "unknown"), made("integrity", "unknown")];
  const shape = readShape(credential);
  const proof = shape.ok ? readProof(shape.credential) : null;
  if (!shape.ok || !proof?.ok)
    return [made("issuer", "unknown"), made("signature", "failed"), made("integrity", "failed")];
  const trust = { keys, keysAsOf: null, acceptDidKey: false, statusLists: [], now: new Date() };
  const key = findKey(issuerOf(shape.credential), proof.value, shape.credential.validFrom, trust);
  if (!key.ok) return [made("issuer", "failed"), made("signature", "unknown"), made("integrity", "unknown")];
  // It was built here, in one of few forms, so that the short ways give what the long ones would.
  const signed = await isSigned(credential as Record<string, unknown>, proof.value, key.value, shortWays);
  const date = proof.value.created;
  return [
    made("issuer", "passed"),
    made("signature", signed.ok ? "passed" : "failed", { key: key.value.id, date }),
    made("integrity", signed.ok && agrees(readFacts(shape.credential)) ? "passed" : "failed"),
  ];
}
