import { type MessageKey, type MessageValues, translator } from "@/lib/content/messages";
import type { Transaction } from "@/lib/db/client";
import { isLanguage } from "@/lib/format/languages";

/** The letters there are; each has a subject and a body in every interface language. */
export type LetterKind =
  | "confirm-address"
  | "address-known"
  | "reset-password"
  | "password-changed"
  | "enrolled"
  | "exam-submitted"
  | "exam-closed"
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
