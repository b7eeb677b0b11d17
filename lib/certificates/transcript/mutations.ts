import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { ok, type Result, refuse } from "@/lib/result";
import { dayIn } from "@/lib/scheduling/zones";
import { makeCode } from "../code";
import { signAll } from "../credential/mutations";
import { isOwnMachine } from "../documents/rules";
import type { DocumentLanguage } from "../types";
import { buildTranscriptCredential, type TranscriptDraft } from "./credential";
import { readResults } from "./data";
import type { TranscriptRecord, TranscriptSnapshot } from "./types";

/** Transcripts that may stand at once, so that nobody fills the register. */
const MOST_TRANSCRIPTS = 20;

type TranscriptReason = "no-results" | "too-many";

type Made = Omit<TranscriptDraft, "subjectId" | "origin" | "status">;

async function sign(tx: Transaction, made: Made) {
  const [signed] = await signAll(tx, [made], buildTranscriptCredential);
  if (!signed) throw new Error("nothing was signed");
  return signed;
}

/** Makes and signs a transcript of a person's own results as they stand now, under a code of its own. */
export function makeTranscript(
  actor: Actor,
  language: DocumentLanguage,
): Promise<Result<{ readonly code: string }, TranscriptReason>> {
  return db.$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ fullName: string; nativeName: string | null }[]>`
      SELECT full_name AS "fullName", native_name AS "nativeName" FROM person WHERE id = ${actor.id}::uuid FOR NO KEY UPDATE`;
    if (!person) throw new Error("a person without a row made a transcript");
    const standing = await tx.transcript.count({ where: { personId: actor.id, revokedAt: null } });
    if (standing >= MOST_TRANSCRIPTS) return refuse("too-many");
    const entries = await readResults(tx, actor, language);
    if (entries.length === 0) return refuse("no-results");
    const { demo, origin } = env();
    const snapshot: TranscriptSnapshot = {
      holderName: person.fullName,
      nativeName: person.nativeName,
      issuer: `Chancery, ${new URL(origin).host}`,
      language,
      madeOn: dayIn(new Date(), actor.zone),
      zone: actor.zone,
      entries,
    };
    const made = { code: makeCode(), snapshot, specimen: demo || isOwnMachine(origin), madeAt: new Date() };
    const { code, specimen, madeAt: createdAt } = made;
    await tx.transcript.create({
      data: { code, personId: actor.id, snapshot, specimen, createdAt, ...(await sign(tx, made)) },
      select: { id: true },
    });
    return ok({ code });
  });
}

/** A transcript's credential as it was signed; one that was made before there were any is signed now, once. */
export async function loadTranscriptCredential({ id, credential, ...made }: TranscriptRecord): Promise<object> {
  if (credential) return credential;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM transcript WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.transcript.findUniqueOrThrow({ where: { id }, select: { credential: true } });
    if (row.credential) return row.credential as object;
    const signed = await sign(tx, made);
    await tx.transcript.update({ where: { id }, data: signed, select: { id: true } });
    return signed.credential;
  });
}

/** Takes a transcript back: whoever has its code reads from now on that its holder did. Doing it again changes nothing. */
export async function revokeTranscript({ subject }: Permit<"certificate.show">): Promise<void> {
  await db.transcript.updateMany({ where: { id: subject.id, revokedAt: null }, data: { revokedAt: new Date() } });
}
