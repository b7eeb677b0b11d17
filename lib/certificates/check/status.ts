import { decodeBase64Url, unpack } from "./encoding";
import { findKey, isSigned, readProof } from "./proof";
import { asList, bitstringEntry, type Credential, issuerOf, readShape, typesOf } from "./shape";
import type { Check, CheckReason, SignedStatusList, Trust } from "./types";

/** The least places a list may have, so that one credential's place in it tells nobody which credential was asked for. */
const LEAST_PLACES = 131_072;
/** In milliseconds: so much may the clock of who checks be behind the clock of who signed. */
export const CLOCK_ALLOWANCE = 120_000;
const MAXIMUM_LIST_BYTES = 4_194_304;

type Told =
  | { readonly told: true; readonly set: boolean; readonly fresh: boolean; readonly goodUntil: string | null }
  | { readonly told: false; readonly reason: CheckReason };

/** What one signed list tells of a place in it; null where it is another list. */
async function ask(
  list: SignedStatusList,
  wanted: { readonly id: string; readonly issuer: string; readonly purpose: string; readonly index: number },
  trust: Trust,
): Promise<Told | null> {
  if (typeof list !== "object" || list === null || (list as { id?: unknown }).id !== wanted.id) return null;
  const not = (reason: CheckReason): Told => ({ told: false, reason });
  const shape = readShape(list);
  if (!shape.ok || !typesOf(shape.credential.type).includes("BitstringStatusListCredential"))
    return not("status-list-not-genuine");
  if (issuerOf(shape.credential) !== wanted.issuer) return not("status-list-not-genuine");
  const proof = readProof(shape.credential);
  const key = proof.ok ? findKey(wanted.issuer, proof.value, shape.credential.validFrom, trust) : null;
  if (!proof.ok || !key?.ok || !(await isSigned(list as Record<string, unknown>, proof.value, key.value)).ok)
    return not("status-list-not-genuine");
  const { statusPurpose, encodedList } = shape.credential.credentialSubject as {
    statusPurpose: string | string[];
    encodedList: string;
  };
  if (!asList<string>(statusPurpose).includes(wanted.purpose)) return not("status-list-unfit");
  const packed = decodeBase64Url(encodedList.slice(1));
  const bits = packed && (await unpack(packed, "gzip", MAXIMUM_LIST_BYTES).catch(() => null));
  const byte = bits && bits.length * 8 >= LEAST_PLACES ? bits[wanted.index >> 3] : undefined;
  if (byte === undefined) return not("status-list-unfit");
  const { validFrom, validUntil } = shape.credential;
  const now = trust.now.getTime();
  return {
    told: true,
    set: ((byte >> (7 - (wanted.index & 7))) & 1) === 1,
    fresh:
      (validUntil === undefined || Date.parse(validUntil) >= now) &&
      (validFrom === undefined || Date.parse(validFrom) <= now + CLOCK_ALLOWANCE),
    goodUntil: validUntil ?? null,
  };
}

type Answer = Pick<Check, "verdict" | "reason" | "detail" | "date">;
const answer = (
  verdict: Check["verdict"],
  reason: CheckReason | null,
  detail: string | null = null,
  date: string | null = null,
): Answer => ({ verdict, reason, detail, date });

/** What a place that is set means. */
function meaningOf(purpose: string, message: string | undefined): CheckReason | null {
  if (purpose === "revocation") return "revoked";
  if (purpose === "suspension") return "suspended";
  return purpose === "message" && message?.trim().toLowerCase() === "superseded" ? "superseded" : null;
}

async function checkEntry(entry: Record<string, unknown>, issuer: string, trust: Trust): Promise<Answer> {
  if (!typesOf(entry.type as string | string[]).includes("BitstringStatusListEntry"))
    return answer("unknown", "unknown-status-type", typesOf(entry.type as string | string[]).join(" "));
  const { statusPurpose, statusListIndex, statusListCredential, statusMessage } = bitstringEntry.parse(entry);
  const wanted = { id: statusListCredential, issuer, purpose: statusPurpose, index: Number(statusListIndex) };
  const told = (await Promise.all(trust.statusLists.map((list) => ask(list, wanted, trust)))).filter(
    (one) => one !== null,
  );
  const set = statusMessage?.find(({ status }) => status === "0x1")?.message;
  const good = told.filter((one) => one.told);
  // Taking back is for ever, so an old list that says so is enough; that nothing was taken back only a fresh list can say.
  if (good.some((one) => one.set)) {
    const meaning = meaningOf(statusPurpose, set);
    if (meaning) return answer("failed", meaning, statusPurpose);
    if (statusPurpose !== "message" && statusPurpose !== "refresh")
      return answer("unknown", "unknown-status-type", statusPurpose);
    return answer("passed", null, set ?? null);
  }
  const fresh = good.find((one) => one.fresh);
  if (fresh) return answer("passed", null, statusPurpose, fresh.goodUntil);
  const [newest] = good.map(({ goodUntil }) => goodUntil ?? "").sort((one, other) => (one < other ? 1 : -1));
  if (newest !== undefined) return answer("unknown", "status-list-old", statusPurpose, newest || null);
  const refused = told.find((one) => !one.told);
  return answer("unknown", refused ? refused.reason : "no-status-list", statusListCredential);
}

const weight: Readonly<Record<Check["verdict"], number>> = { failed: 0, unknown: 1, passed: 2 };
const gravity: readonly (CheckReason | null)[] = ["revoked", "superseded", "suspended"];

/** What its issuer says of a credential now: the gravest of its entries. */
export async function checkStatus(credential: Credential, trust: Trust): Promise<Answer> {
  const entries = asList<Record<string, unknown>>(credential.credentialStatus);
  if (entries.length === 0) return answer("passed", "no-status");
  const answers = await Promise.all(entries.map((entry) => checkEntry(entry, issuerOf(credential), trust)));
  const rank = ({ verdict, reason }: Answer): number =>
    weight[verdict] * 10 + (gravity.includes(reason) ? gravity.indexOf(reason) : 9);
  const [gravest] = answers.sort((one, other) => rank(one) - rank(other));
  return gravest as Answer;
}
