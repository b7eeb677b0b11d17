import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { dayIn } from "@/lib/scheduling/zones";
import { formatCode, makeCode } from "../code";
import { signAll } from "../credential/mutations";
import { isOwnMachine } from "../documents/rules";
import type { DocumentLanguage, RevocationClass } from "../types";
import { buildTranscriptCredential } from "./credential";
import { readResults } from "./data";
import type { TranscriptSnapshot } from "./types";

/** Transcripts that may stand or have been made within a day, so that nobody fills the register. */
const MOST_TRANSCRIPTS = 20;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

type TranscriptReason = "no-results" | "too-many";

/** Makes and signs a transcript of a person's own results as they stand now, under a code of its own. */
export function makeTranscript(
  actor: Actor,
  language: DocumentLanguage,
): Promise<Result<{ readonly code: string }, TranscriptReason>> {
  return db.$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ fullName: string; nativeName: string | null }[]>`
      SELECT full_name AS "fullName", native_name AS "nativeName" FROM person WHERE id = ${actor.id}::uuid FOR NO KEY UPDATE`;
    if (!person) throw new Error("a person without a row made a transcript");
    const madeAt = new Date();
    const counted = await tx.transcript.count({
      where: {
        personId: actor.id,
        OR: [{ revokedAt: null }, { createdAt: { gt: new Date(madeAt.getTime() - DAY_MILLISECONDS) } }],
      },
    });
    if (counted >= MOST_TRANSCRIPTS) return refuse("too-many");
    const { names, entries } = await readResults(tx, actor, language);
    if (entries.length === 0) return refuse("no-results");
    const { demo, origin } = env();
    const snapshot: TranscriptSnapshot = {
      ...(names ?? { holderName: person.fullName, nativeName: person.nativeName }),
      issuer: `Chancery, ${new URL(origin).host}`,
      language,
      madeOn: dayIn(madeAt, actor.zone),
      zone: actor.zone,
      entries,
    };
    const made = { code: makeCode(), snapshot, specimen: demo || isOwnMachine(origin), madeAt };
    const [signed] = await signAll(tx, [made], buildTranscriptCredential);
    if (!signed) throw new Error("nothing was signed");
    const { code, specimen } = made;
    await tx.transcript.create({
      data: { code, personId: actor.id, snapshot, specimen, createdAt: madeAt, ...signed },
      select: { id: true },
    });
    return ok({ code });
  });
}

/** Ends a transcript that stands, and the links that show it. Returns whether it stood. */
async function end(tx: Transaction, id: string, how: { revocationClass: RevocationClass; revocationReason?: string }) {
  const revokedAt = new Date();
  const { count } = await tx.transcript.updateMany({ where: { id, revokedAt: null }, data: { revokedAt, ...how } });
  await tx.shareSecret.updateMany({ where: { transcriptId: id, revokedAt: null }, data: { revokedAt } });
  return count > 0;
}

/** Takes a transcript back: whoever has its code reads from now on that its holder did. Doing it again changes nothing. */
export async function takeBackTranscript({ subject }: Permit<"certificate.show">): Promise<void> {
  await db.$transaction((tx) => end(tx, subject.id, { revocationClass: "holder-request" }));
}

/** Revokes a transcript that says what does not hold, with a class that everybody sees and a reason that its holder reads. */
export function revokeTranscript(
  { actor, subject }: Permit<"certificate.revoke">,
  revocationClass: RevocationClass,
  reason: string,
): Promise<Result<null, "not-valid">> {
  return db.$transaction(async (tx) => {
    if (!(await end(tx, subject.id, { revocationClass, revocationReason: reason }))) return refuse("not-valid");
    const { code, personId } = await tx.transcript.findUniqueOrThrow({
      where: { id: subject.id },
      select: { code: true, personId: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "transcript.revoke",
      subjectKind: "transcript",
      subjectId: code,
      detail: { revocationClass, reason },
    });
    if (personId)
      await writeLettersTo(tx, [
        {
          personId,
          kind: "transcript-revoked",
          values: (own) => ({
            code: formatCode(code),
            reason,
            link: `${env().origin}${localPath(own, "/account/transcript")}#${code}`,
          }),
        },
      ]);
    return ok(null);
  });
}
