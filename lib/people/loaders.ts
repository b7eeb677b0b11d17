import { cookies } from "next/headers";
import { z } from "zod";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { env } from "@/lib/env";
import { AppError, found } from "@/lib/errors";
import { getAccount, getMailLink, getOwnLetter, listDemoLetters, listOwnLetters } from "./data";
import { markLetterRead } from "./mutations";
import { letterPieces, withoutSecrets } from "./rules";
import { letterCookie, parseLetterCookie } from "./schema";
import type { Letter, ReadableLetter } from "./types";

/** The signed-in person's account. */
export const loadAccount = defineLoader(async (actor, language: string) =>
  found(await getAccount(actor.id, language), "account"),
);

/** The signed-in person's letters, newest first, with the zone their times are shown in. */
export const loadOwnLetters = defineLoader(async (actor) => ({
  zone: actor.zone,
  letters: await listOwnLetters(actor.id),
}));

const readable = ({ id, subject, language, createdAt, address, body, state }: Letter): ReadableLetter => ({
  id,
  state,
  subject,
  language,
  createdAt,
  address,
  pieces: letterPieces(body, env().origin),
});

/** One letter of the signed-in person, which counts as read from now on. */
export const loadOwnLetter = defineLoader(async (actor, id: string) => {
  if (!z.uuid().safeParse(id).success) throw new AppError("not-found", "malformed letter id");
  const letter = found(await getOwnLetter(actor.id, id), "letter");
  if (!letter.readAt) await markLetterRead(actor.id, id);
  return { zone: actor.zone, letter: readable(letter) };
});

/**
 * The newest letters of a demonstration, for anybody. Letters to people who act for others come without the secrets of their
 * links: a demonstration may be visited by strangers, and its admins' accounts are not theirs to take.
 */
export const loadDemoLetters = defineOpenLoader(async (actor) => {
  if (!env().demo) throw new AppError("not-found", "letters of what is no demonstration");
  const letters = await listDemoLetters();
  return {
    zone: actor?.zone ?? "UTC",
    letters: letters.map(({ toStaff, ...letter }) => {
      const whole = readable(letter);
      const pieces = toStaff ? withoutSecrets(whole.pieces) : whole.pieces;
      return { ...whole, pieces, secretsHidden: pieces.some((piece, i) => piece !== whole.pieces[i]) };
    }),
  };
});

/** What became of a link for confirming an address. */
export const loadConfirmLink = defineOpenLoader((_, token: string) => getMailLink(token, "confirm_address"));

/** What became of a link for a new password. */
export const loadResetLink = defineOpenLoader((_, token: string) => getMailLink(token, "reset_password"));

/** The address that a letter was just asked for in this browser; null when that is too long ago. */
export const loadLetterAddress = defineOpenLoader(async () =>
  parseLetterCookie((await cookies()).get(letterCookie)?.value),
);
