import { readFacts } from "./facts";
import { findKey, isSigned, readProof } from "./proof";
import { issuerOf, readShape } from "./shape";
import { CLOCK_ALLOWANCE, checkStatus } from "./status";
import {
  type Check,
  type CheckName,
  type CheckReason,
  type CheckReport,
  checkNames,
  type Outcome,
  type Trust,
} from "./types";

const outcomeOf: Partial<Record<CheckReason, Outcome>> = {
  "unknown-issuer": "unknown-issuer",
  "key-newer-than-list": "cannot-be-checked",
  expired: "expired",
  revoked: "revoked",
  superseded: "superseded",
};

/** What revokes weighs more than what expires: the order in which failures are told. */
const gravity: readonly Outcome[] = [
  "not-valid",
  "unknown-issuer",
  "cannot-be-checked",
  "revoked",
  "superseded",
  "expired",
];

function decide(checks: readonly Check[]): Outcome {
  const failed = checks
    .filter(
      ({ verdict, reason }) => verdict === "failed" || reason === "unknown-issuer" || reason === "key-newer-than-list",
    )
    .map(({ reason }) => (reason && outcomeOf[reason]) ?? "not-valid");
  const gravest = gravity.find((outcome) => failed.includes(outcome));
  return gravest ?? (checks.every(({ verdict }) => verdict === "passed") ? "valid" : "cannot-be-checked");
}

/**
 * Checks a credential: its shape, its one proof, its issuer, its signature, its time and its status. Takes all it rests on as
 * values and fetches nothing. The facts in the report are proven only where the signature's check passed.
 */
export async function checkCredential(input: unknown, trust: Trust): Promise<CheckReport> {
  const checks: Check[] = [];
  const note = (
    name: CheckName,
    verdict: Check["verdict"],
    reason: CheckReason | null = null,
    detail: string | null = null,
    date: string | null = null,
  ): void => void checks.push({ name, verdict, reason, detail, date });
  const finish = (facts: CheckReport["facts"]): CheckReport => {
    for (const name of checkNames.slice(checks.length)) note(name, "unknown", "not-reached");
    return { outcome: decide(checks), checks, facts };
  };

  const shape = readShape(input);
  if (!shape.ok) {
    note("shape", "failed", shape.reason, shape.detail);
    return finish(null);
  }
  const { credential } = shape;
  const facts = readFacts(credential);
  note("shape", "passed");

  const proof = readProof(credential);
  if (!proof.ok) {
    note("proof", "failed", proof.reason, proof.detail);
    return finish(facts);
  }
  note("proof", "passed");

  const key = findKey(issuerOf(credential), proof.value, credential.validFrom, trust);
  if (!key.ok) {
    const open = key.reason === "unknown-issuer" || key.reason === "key-newer-than-list";
    const retired = key.reason === "key-retired";
    note("issuer", open ? "unknown" : "failed", key.reason, retired ? null : key.detail, retired ? key.detail : null);
    return finish(facts);
  }
  note("issuer", "passed");

  // What was signed is the document as it came, not what the schema made of it.
  const signed = await isSigned(input as Record<string, unknown>, proof.value, key.value);
  if (!signed.ok) {
    note("signature", "failed", signed.reason, signed.detail);
    return finish(facts);
  }
  note("signature", "passed");

  const now = trust.now.getTime();
  const { validFrom, validUntil } = credential;
  const { expires } = proof.value;
  if (validFrom !== undefined && Date.parse(validFrom) > now + CLOCK_ALLOWANCE)
    note("period", "failed", "not-yet-valid", null, validFrom);
  else if (validUntil !== undefined && Date.parse(validUntil) < now)
    note("period", "failed", "expired", null, validUntil);
  else if (expires !== null && Date.parse(expires) < now) note("period", "failed", "proof-expired", null, expires);
  else note("period", "passed");

  const { verdict, reason, detail, date } = await checkStatus(credential, trust);
  note("status", verdict, reason, detail, date);
  return finish(facts);
}
