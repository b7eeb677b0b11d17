import { type MessageKey, type MessageValues, translator } from "@/lib/content/messages";
import type { Transaction } from "@/lib/db/client";
import { isLanguage, type Language } from "@/lib/format/languages";

/** The letters there are; each has a subject and a body in every interface language. */
export type LetterKind =
  | "confirm-address"
  | "address-known"
  | "reset-password"
  | "password-changed"
  | "enrolled"
  | "waiting-listed"
  | "seat-offered"
  | "offer-expired"
  | "withdrawn"
  | "exam-submitted"
  | "exam-closed"
  | "exam-on-paper"
  | "exam-allowance"
  | "exam-extended"
  | "exam-evidence-accepted"
  | "exam-regraded"
  | "appeal-made"
  | "appeal-answered"
  | "question-returned"
  | "question-published"
  | "certificate-released"
  | "certificate-revoked";

/** Writes a letter in the transaction of its cause; the worker takes it from there, and its addressee reads it in the account. */
export async function writeLetter(
  tx: Transaction,
  letter: {
    readonly personId: string | null;
    readonly address: string;
    readonly kind: LetterKind;
    readonly language: string;
    readonly values: MessageValues;
  },
): Promise<void> {
  const { values, ...row } = letter;
  const t = translator(isLanguage(letter.language) ? letter.language : "en");
  await tx.letter.create({
    data: {
      ...row,
      subject: t(`letter.${letter.kind}.subject` as MessageKey, values),
      body: t(`letter.${letter.kind}.body` as MessageKey, values),
    },
    select: { id: true },
  });
}

/** Writes a letter to a person's first confirmed address, in their language. */
export async function writeLetterTo(
  tx: Transaction,
  personId: string,
  kind: LetterKind,
  values: MessageValues,
): Promise<void> {
  const address = await tx.mailAddress.findFirst({
    where: { personId, verifiedAt: { not: null } },
    orderBy: { createdAt: "asc" },
    select: { address: true, person: { select: { language: true } } },
  });
  if (address)
    await writeLetter(tx, { personId, address: address.address, kind, language: address.person.language, values });
}

export type LetterTo = {
  readonly personId: string;
  readonly kind: LetterKind;
  /** A function where what it says, such as a date, depends on the addressee's language. */
  readonly values: MessageValues | ((language: Language) => MessageValues);
};

/** Writes many letters as writeLetterTo writes one, in two statements. Returns how many had an address to go to. */
export async function writeLettersTo(tx: Transaction, letters: readonly LetterTo[]): Promise<number> {
  const rows = await tx.$queryRaw<{ personId: string; address: string; language: string }[]>`
    SELECT DISTINCT ON (m.person_id) m.person_id AS "personId", m.address, p.language
    FROM mail_address m JOIN person p ON p.id = m.person_id
    WHERE m.person_id = ANY(${letters.map(({ personId }) => personId)}::uuid[]) AND m.verified_at IS NOT NULL
    ORDER BY m.person_id, m.created_at`;
  const addressOf = new Map(rows.map((row) => [row.personId, row]));
  const data = letters.flatMap(({ personId, kind, values }) => {
    const to = addressOf.get(personId);
    if (!to) return [];
    const language = isLanguage(to.language) ? to.language : "en";
    const t = translator(language);
    const words = typeof values === "function" ? values(language) : values;
    return {
      ...to,
      kind,
      subject: t(`letter.${kind}.subject` as MessageKey, words),
      body: t(`letter.${kind}.body` as MessageKey, words),
    };
  });
  return tx.$executeRaw`
    INSERT INTO letter (person_id, address, kind, language, subject, body)
    SELECT "personId", address, kind, language, subject, body FROM jsonb_to_recordset(${JSON.stringify(data)}::text::jsonb)
      AS made ("personId" uuid, address text, kind text, language text, subject text, body text)`;
}
