import type { Transaction } from "@/lib/db/client";
import { isLanguage, type Language } from "@/lib/format/languages";
import { type LetterKind, writeLetters, writeLetterTo } from "@/lib/mail/outbox";
import { stateName } from "../../states";
import { readEventWords } from "../data";
import type { NewInvitation } from "../types";

export const languageOf = (text: string): Language => (isLanguage(text) ? text : "en");

type Mailbox = { readonly personId: string | null; readonly language: Language };

/** Who has confirmed which of these addresses. */
async function readMailboxes(
  tx: Transaction,
  canonicals: readonly string[],
): Promise<ReadonlyMap<string, { readonly personId: string; readonly language: Language }>> {
  const rows = await tx.mailAddress.findMany({
    where: { canonical: { in: [...canonicals] }, verifiedAt: { not: null } },
    select: { canonical: true, personId: true, person: { select: { language: true } } },
  });
  return new Map(
    rows.map(({ canonical, personId, person }) => [canonical, { personId, language: languageOf(person.language) }]),
  );
}

/** Writes each invitation its letter with the link, to the account that has the address where there is one. */
export async function writeInvitations(
  tx: Transaction,
  eventId: string,
  expiresAt: Date,
  sent: readonly (Pick<NewInvitation, "address" | "language" | "stateCode" | "nominationId"> & {
    readonly token: string;
  })[],
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const mailboxes = await readMailboxes(
    tx,
    sent.map(({ address }) => address),
  );
  await writeLetters(
    tx,
    sent.map(({ address, token, nominationId, stateCode, ...given }) => {
      const to: Mailbox = mailboxes.get(address) ?? { personId: null, language: given.language };
      return {
        ...to,
        address,
        kind: nominationId ? ("nominee-invited" as const) : ("invitation" as const),
        values: {
          organizer: words.organizer,
          event: words.title(to.language),
          until: words.time(expiresAt, to.language),
          link: words.link(`/invitations/${token}`, to.language),
          state: stateCode ? stateName(stateCode, to.language) : "",
        },
      };
    }),
  );
}

/** Tells an address something about its invitation. */
export async function tellAddress(
  tx: Transaction,
  eventId: string,
  { canonical, language }: { readonly canonical: string; readonly language: string },
  kind: Extract<LetterKind, "invitation-withdrawn" | "nominee-replaced">,
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const to: Mailbox = (await readMailboxes(tx, [canonical])).get(canonical) ?? {
    personId: null,
    language: languageOf(language),
  };
  await writeLetters(tx, [
    {
      ...to,
      address: canonical,
      kind,
      values: { event: words.title(to.language), organizer: words.organizer },
    },
  ]);
}

/** Tells everybody who speaks for a State at an event now; how each line reads depends on their language. */
export async function tellFocalPoints(
  tx: Transaction,
  eventId: string,
  stateCode: string,
  kind: Extract<LetterKind, "nominations-decided" | "nominee-left" | "focal-point-named">,
  values: Readonly<Record<string, string | number>> = {},
  { onlyPersonId }: { readonly onlyPersonId?: string } = {},
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const grants = await tx.grant.findMany({
    where: {
      eventId,
      role: "focal_point",
      stateCode,
      revokedAt: null,
      ...(onlyPersonId ? { personId: onlyPersonId } : {}),
    },
    select: { personId: true, person: { select: { language: true } } },
  });
  for (const { personId, person } of grants) {
    const language = languageOf(person.language);
    await writeLetterTo(tx, personId, kind, {
      ...values,
      event: words.title(language),
      organizer: words.organizer,
      state: stateName(stateCode, language),
      link: words.link(`/nominate/${words.slug}`, language),
    });
  }
}
