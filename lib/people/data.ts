import { hashToken, isToken } from "@/lib/auth/tokens";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { linkState } from "./rules";
import type { Account, Letter, LetterSummary, MailLink } from "./types";

const summary = { id: true, subject: true, language: true, createdAt: true, readAt: true, state: true } as const;
const whole = { ...summary, address: true, body: true } as const;

/** A person's own account; titles in the language of the page. */
export async function getAccount(personId: string, language: string): Promise<Account | null> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: {
      fullName: true,
      nativeName: true,
      language: true,
      zone: true,
      mailChoice: true,
      addresses: { select: { address: true, verifiedAt: true, undeliverableAt: true }, orderBy: { createdAt: "asc" } },
      mutes: {
        orderBy: { createdAt: "asc" },
        select: { event: { select: { slug: true, layers: { select: { language: true, title: true } } } } },
      },
      _count: { select: { letters: { where: { readAt: null } } } },
    },
  });
  if (!person) return null;
  const { _count, mutes, ...account } = person;
  const muted = mutes.map(({ event }) => {
    const layer = pickLayer(event.layers, language);
    return { slug: event.slug, title: layer?.title ?? event.slug, language: layer?.language ?? "en" };
  });
  return { ...account, muted, unreadLetters: _count.letters };
}

/** A person's own address, if mail to it came back; null for every other. */
export function getUndeliverableAddress(personId: string, address: string): Promise<{ id: string } | null> {
  return db.mailAddress.findFirst({
    where: { personId, address, undeliverableAt: { not: null } },
    select: { id: true },
  });
}

/** What a change of password is checked against. */
export function getPasswordSubject(
  personId: string,
): Promise<{ passwordHash: string | null; addresses: { canonical: string }[] } | null> {
  return db.person.findUnique({
    where: { id: personId },
    select: { passwordHash: true, addresses: { select: { canonical: true } } },
  });
}

/** A person's own letters, newest first. */
export function listOwnLetters(personId: string): Promise<LetterSummary[]> {
  return db.letter.findMany({ where: { personId }, select: summary, orderBy: { createdAt: "desc" }, take: 200 });
}

/** One of a person's own letters. */
export function getOwnLetter(personId: string, id: string): Promise<Letter | null> {
  return db.letter.findFirst({ where: { id, personId }, select: whole });
}

/** The newest letters of a demonstration, with whether their addressee acts for others. */
export async function listDemoLetters(): Promise<(Letter & { toStaff: boolean })[]> {
  const letters = await db.letter.findMany({
    select: { ...whole, person: { select: { _count: { select: { grants: { where: { revokedAt: null } } } } } } },
    orderBy: { createdAt: "desc" },
    take: 100,
  });
  return letters.map(({ person, ...letter }) => ({ ...letter, toStaff: (person?._count.grants ?? 0) > 0 }));
}

/** The link that a token from a letter stands for. */
export async function getMailLink(token: string, purpose: "confirm_address" | "reset_password"): Promise<MailLink> {
  const row = isToken(token)
    ? await db.mailToken.findUnique({
        where: { hash: hashToken(token), purpose },
        select: {
          usedAt: true,
          expiresAt: true,
          address: { select: { address: true } },
          person: { select: { fullName: true } },
        },
      })
    : null;
  const state = linkState(row, new Date());
  return row && state === "ready"
    ? { state, address: row.address.address, fullName: row.person.fullName }
    : { state: state === "ready" ? "unknown" : state };
}
