import { randomBytes } from "node:crypto";
import { type MessageKey, type MessageValues, translator } from "@/lib/content/messages";
import type { Transaction } from "@/lib/db/client";
import { isLanguage, type Language } from "@/lib/format/languages";

/** The letters there are; each has a subject and a body in every interface language. */
export type LetterKind =
  | "confirm-address"
  | "reconfirm-address"
  | "address-known"
  | "reset-password"
  | "password-changed"
  | "enrolled"
  | "waiting-listed"
  | "waiting-ended"
  | "seat-offered"
  | "offer-expired"
  | "withdrawn"
  | "removed"
  | "application-received"
  | "application-withdrawn"
  | "application-accepted"
  | "application-waiting"
  | "application-not-selected"
  | "invitation"
  | "invitation-withdrawn"
  | "invitation-asked"
  | "invitation-not-yours"
  | "focal-point-named"
  | "nominations-decided"
  | "nominee-invited"
  | "nominee-replaced"
  | "nominee-left"
  | "event-review-asked"
  | "event-returned"
  | "event-passed"
  | "event-cancelled"
  | "event-moved"
  | "exam-submitted"
  | "exam-closed"
  | "exam-on-paper"
  | "exam-allowance"
  | "exam-extended"
  | "decision-asked"
  | "exam-evidence-accepted"
  | "exam-regraded"
  | "appeal-made"
  | "appeal-answered"
  | "question-returned"
  | "question-published"
  | "attendance-letter-released"
  | "certificate-corrected"
  | "certificate-released"
  | "certificate-revoked"
  | "transcript-revoked"
  | "dossier-handed-in"
  | "dossier-returned"
  | "session-changed"
  | "session-cancelled"
  | "moderator-named"
  | "comment-hidden"
  | "comment-restored";

/** Letters that a person can stop: announcements, reminders, replies to comments, and the day's digest of them. */
export type BulkKind =
  | "announcement"
  | "digest"
  | "reminder-deadline"
  | "reminder-session"
  | "reminder-exam"
  | "reminder-offer"
  | "reminder-invitation"
  | "comment-reply";

type AddressedLetter = {
  readonly personId: string | null;
  readonly address: string;
  readonly kind: LetterKind;
  readonly language: string;
  readonly values: MessageValues;
};

function rowOf({ values, ...row }: AddressedLetter) {
  const t = translator(isLanguage(row.language) ? row.language : "en");
  return {
    ...row,
    subject: t(`letter.${row.kind}.subject` as MessageKey, values),
    body: t(`letter.${row.kind}.body` as MessageKey, values),
  };
}

/** Writes a letter in the transaction of its cause; the worker takes it from there, and its addressee reads it in the account. */
export async function writeLetter(tx: Transaction, letter: AddressedLetter): Promise<void> {
  await tx.letter.create({ data: rowOf(letter), select: { id: true } });
}

/** Writes many letters to addresses, whether or not they have an account, in one statement. */
export async function writeLetters(tx: Transaction, letters: readonly AddressedLetter[]): Promise<void> {
  await tx.letter.createMany({ data: letters.map(rowOf) });
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

/** To whom a letter is written, for words that depend on it. */
export type Addressee = { readonly personId: string; readonly language: Language; readonly zone: string };

export type BulkLetter = {
  readonly personId: string;
  readonly eventId: string;
  readonly kind: Exclude<BulkKind, "digest">;
  /** What it is for, where a clock writes it: it is written once. */
  readonly cause: string | null;
  /** The language it is written in, where that is not the addressee's. */
  readonly language?: Language;
  readonly values: (to: Addressee) => MessageValues;
};

/**
 * Writes announcements or reminders, each to a person's first confirmed address and with a secret of its own to unsubscribe
 * by. Whoever takes a digest finds it in the account at once and in the next digest; whoever wants no mail of the event, or none
 * at all, in the account only. Returns how many were written; one whose cause was written before is not written again.
 */
export async function writeBulkLetters(tx: Transaction, letters: readonly BulkLetter[]): Promise<number> {
  type Known = Addressee & { readonly address: string; readonly choice: string; readonly muted: readonly string[] };
  const rows = await tx.$queryRaw<Known[]>`
    SELECT DISTINCT ON (m.person_id) m.person_id AS "personId", m.address, p.language, p.zone, p.mail_choice AS choice,
      ARRAY(SELECT u.event_id::text FROM announcement_mute u WHERE u.person_id = p.id) AS muted
    FROM mail_address m JOIN person p ON p.id = m.person_id
    WHERE m.person_id = ANY(${[...new Set(letters.map(({ personId }) => personId))]}::uuid[])
      AND m.verified_at IS NOT NULL AND p.suspended_at IS NULL
    ORDER BY m.person_id, m.created_at`;
  const known = new Map(rows.map((row) => [row.personId, row]));
  const data = letters.flatMap(({ personId, eventId, kind, cause, values, language: written }) => {
    const person = known.get(personId);
    if (!person) return [];
    const own: Language = isLanguage(person.language) ? person.language : "en";
    const language = written ?? own;
    const t = translator(language);
    const words = values({ personId, language, zone: person.zone });
    const inAccount = person.choice === "none" || person.muted.includes(eventId);
    return {
      personId,
      address: person.address,
      kind,
      language,
      subject: t(`letter.${kind}.subject`, words),
      body: t(`letter.${kind}.body`, words),
      state: inAccount ? "delivered" : person.choice === "digest" ? "gathering" : "queued",
      eventId,
      cause,
      secret: createSecret(),
    };
  });
  return tx.$executeRaw`
    INSERT INTO letter (person_id, address, kind, language, subject, body, state, bulk, event_id, cause, unsubscribe_secret)
    SELECT "personId", address, kind, language, subject, body, state, true, "eventId", cause, secret
    FROM jsonb_to_recordset(${JSON.stringify(data)}::text::jsonb)
      AS made ("personId" uuid, address text, kind text, language text, subject text, body text, state text, "eventId" uuid,
        cause text, secret text)
    ON CONFLICT (cause) DO NOTHING`;
}

/** A secret to unsubscribe by: nothing about whom or what it is for. */
export const createSecret = (): string => randomBytes(32).toString("base64url");
