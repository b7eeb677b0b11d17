import { checkCredential } from "../check/check-credential";
import { readCredentialFile } from "../check/read-file";
import { readPdfCode } from "../check/read-pdf-code";
import type { CheckReport } from "../check/types";
import { parseCode } from "../code";
import { listOwnKeys, ownOrigins } from "../keys/data";
import type { StatusPurpose } from "../status/build";
import { loadStatusList } from "../status/mutations";
import type { FileAnswer, FileReport } from "./types";

/**
 * A certificate has some five kilobytes and a transcript one more for each event; what is much larger is not read here, where it
 * would cost everybody time.
 */
const MAXIMUM_CREDENTIAL_CHARACTERS = 131_072;
const MAXIMUM_LISTS = 4;

/** The own status lists that a credential names, wherever in it. */
export function ownListsIn(
  credential: unknown,
  origins: readonly string[],
): { readonly number: number; readonly purpose: StatusPurpose }[] {
  const status = (credential as { credentialStatus?: unknown }).credentialStatus;
  const entries = Array.isArray(status) ? status : [status];
  return entries.slice(0, MAXIMUM_LISTS).flatMap((entry: unknown) => {
    const address = (entry as { statusListCredential?: unknown } | null | undefined)?.statusListCredential;
    const origin = typeof address === "string" ? origins.find((one) => address.startsWith(`${one}/`)) : undefined;
    const named = /^\/certificates\/status\/([1-9]\d{0,8})\/(revocation|message)$/.exec(
      String(address).slice(origin?.length ?? 0),
    );
    return origin && named ? [{ number: Number(named[1]), purpose: named[2] as StatusPurpose }] : [];
  });
}

/** A report without the names in it. */
function withoutNames({ outcome, checks, facts }: CheckReport, isOwn: boolean): FileReport {
  return {
    outcome,
    checks,
    says: facts && {
      title: facts.title,
      issuer: facts.issuerName,
      issuerId: facts.issuerId,
      validFrom: facts.validFrom,
      validUntil: facts.validUntil,
      code: isOwn ? facts.code : null,
    },
  };
}

/** Checks a file that somebody gave, against the own keys and status lists. Nothing of it is stored, and nothing is fetched. */
export async function checkFile(content: Uint8Array, now: Date): Promise<FileAnswer> {
  const read = await readCredentialFile(content);
  if (!read.ok && read.reason === "pdf") {
    const code = parseCode(readPdfCode(content) ?? "");
    return code ? { kind: "code", code } : { kind: "refused", reason: "pdf-without-code" };
  }
  if (!read.ok) return { kind: "refused", reason: read.reason };
  if (JSON.stringify(read.credential).length > MAXIMUM_CREDENTIAL_CHARACTERS)
    return { kind: "refused", reason: "too-large" };
  const lists = await Promise.all(
    ownListsIn(read.credential, ownOrigins()).map(({ number, purpose }) => loadStatusList(number, purpose, now)),
  );
  const keys = await listOwnKeys();
  const report = await checkCredential(read.credential, {
    keys,
    keysAsOf: null,
    acceptDidKey: false,
    statusLists: lists.filter((list) => list !== null),
    now,
  });
  return {
    kind: "checked",
    report: withoutNames(
      report,
      keys.some(({ did }) => did === report.facts?.issuerId),
    ),
  };
}
