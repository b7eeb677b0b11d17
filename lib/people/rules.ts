import type { LetterPiece, LinkState } from "./types";

/** Characters that a name may have, and a password must or may have. */
export const NAME_MAXIMUM = 120;
/** What stands where the name of somebody stood who removed their account: the same in every script. */
export const ERASED_NAME = "—";
export const PASSWORD_MINIMUM = 12;
export const PASSWORD_MAXIMUM = 200;

/** How long a link in a letter works. Confirming may wait for a weekend; a reset is asked for by somebody who sits there. */
export const CONFIRM_HOURS = 48;
export const RESET_HOURS = 1;

export type PasswordProblem = "short" | "long" | "common" | "address";

/** Words that lists of leaked passwords begin with; shorter than twelve characters they are refused anyway. */
const commonWords = new Set(
  (
    "abc admin administrator azerty baseball bonjour changeme chancery chocolate computer default demo diplomat doudou dragon " +
    "football guest hello iloveyou jetaime letmein login loulou marseille master michael monkey motdepasse pass passe passw " +
    "password princess qwerty qwertyuiop qwertz root secret shadow soleil starwars sunshine superman system temp temporary test " +
    "trustno unitednations user welcome whatever correcthorsebatterystaple thisismypassword mypassword mypasswordis " +
    "passwordpassword opensesame itsasecret iloveyousomuch ihavenopassword dontknow nopassword newpassword"
  ).split(" "),
);

const keyRows = [
  "12345678901234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiop1234567890",
  "azertyuiopqsdfghjklmwxcvbn",
];
const runs = keyRows.flatMap((row) => [row, [...row].reverse().join("")]);

/** Whether the text is a few characters, or one common word, typed again and again. */
const isRepetition = (text: string): boolean => /^(.{1,6}?|password)\1+$/su.test(text);

const isWordOrRun = (text: string): boolean =>
  commonWords.has(text) || (text.length >= 4 && runs.some((run) => run.includes(text)));

const spelledOut = (text: string): string =>
  text.replaceAll("0", "o").replaceAll("1", "i").replaceAll("3", "e").replaceAll("4", "a").replaceAll("5", "s");

/** Whether a password is among the first that anybody would guess: a common word with digits or signs around it, a run, a repetition. */
function isCommon(password: string): boolean {
  const lower = password.normalize("NFKC").toLowerCase();
  if (isRepetition(lower)) return true;
  const joined = lower.replace(/[^\p{L}\p{N}]+/gu, "");
  if (joined.length < PASSWORD_MINIMUM / 2) return false; // Mostly signs: no list begins with those.
  const stem = joined.replace(/^\d+/, "").replace(/\d+$/, "");
  return isRepetition(joined) || [joined, stem, spelledOut(stem), joined.replace(/\d+/g, "")].some(isWordOrRun);
}

/**
 * What is wrong with a new password, or null. It asks for length and refuses what is guessed first; it asks for no kinds of
 * characters, which makes passwords harder to remember and no harder to guess.
 * Units: characters, as people count them, for the minimum. Source: NIST SP 800-63B, memorized secrets.
 */
export function passwordProblem(password: string, address: string | null): PasswordProblem | null {
  if ([...password].length < PASSWORD_MINIMUM) return "short";
  if (password.length > PASSWORD_MAXIMUM) return "long";
  if (address && holdsAddress(password.toLowerCase(), address)) return "address";
  return isCommon(password) ? "common" : null;
}

/** The part before the at-sign counts from five characters on; shorter ones stand in ordinary words. */
function holdsAddress(password: string, canonical: string): boolean {
  const local = canonical.slice(0, canonical.lastIndexOf("@"));
  return password.includes(canonical) || (local.length >= 5 && password.includes(local));
}

/** What became of a link that was sent by mail; null is a link that was never sent, or so long ago that it is forgotten. */
export function linkState(
  token: { readonly usedAt: Date | null; readonly expiresAt: Date } | null,
  now: Date,
): LinkState {
  if (!token) return "unknown";
  if (token.usedAt) return "used";
  return token.expiresAt > now ? "ready" : "expired";
}

/**
 * Cuts a letter's text into pieces and makes links only of addresses on our own origin: a name or a title in a letter can
 * never lead away. The links are paths, so that they also work where this site is reached under another name.
 */
export function letterPieces(text: string, origin: string): LetterPiece[] {
  const pieces: LetterPiece[] = [];
  let done = 0;
  for (let at = text.indexOf(`${origin}/`); at >= 0; at = text.indexOf(`${origin}/`, done)) {
    const whole = /^[^\s<>"'\\]+/.exec(text.slice(at))?.[0] ?? "";
    const link = whole.replace(/[.,;:!?)\]}]+$/, "");
    const path = link.slice(origin.length);
    if (at > done) pieces.push({ text: text.slice(done, at) });
    pieces.push(path.startsWith("//") ? { text: link } : { text: link, href: path });
    done = at + link.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** A letter without the secrets of its links, for readers who are not its addressee; what had one is no link any more. */
export const withoutSecrets = (pieces: readonly LetterPiece[]): LetterPiece[] =>
  pieces.map((piece) => {
    const text = piece.text.replace(/([?&]token=)[\w-]+/g, "$1…");
    return text === piece.text ? piece : { text };
  });

export type ZoneGroup = {
  readonly region: string;
  readonly zones: readonly { readonly zone: string; readonly place: string }[];
};

/** Time zones by the region their name begins with, each under its place: "Buenos Aires (Argentina)". A zone without region is left out. */
export function groupZones(names: readonly string[]): ZoneGroup[] {
  const groups = new Map<string, { zone: string; place: string }[]>();
  for (const zone of names) {
    const [region = "", ...rest] = zone.replaceAll("_", " ").split("/");
    const place = rest.at(-1);
    if (!place || region === "Etc") continue;
    const within = rest.length > 1 ? ` (${rest.slice(0, -1).join(", ")})` : "";
    const zones = groups.get(region) ?? [];
    zones.push({ zone, place: place + within });
    groups.set(region, zones);
  }
  return [...groups]
    .map(([region, zones]) => ({ region, zones: zones.sort((a, b) => (a.place < b.place ? -1 : 1)) }))
    .sort((a, b) => (a.region < b.region ? -1 : 1));
}
