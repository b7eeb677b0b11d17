import { canonicalAddress } from "@/lib/format/addresses";
import { cleanName } from "@/lib/format/fold";
import type { Beholder, InvitationState, InvitationView, Invitee, WrongLine } from "./types";

/** For how many days a link stands unless the organizer says otherwise, and how many they may say. */
export const INVITATION_DAYS = 14;
export const LONGEST_INVITATION_DAYS = 90;

/** Characters that the name of an invited person may have, as everybody's. */
export const NAME_LONGEST = 120;

/** Of addresses that are typed at once; a longer list is a file. */
export const MOST_LINES = 200;

/** An address and a name fit; what is longer is no line of a list. */
const LONGEST_LINE = 600;

/**
 * One line of a list: an address, alone or with a name before or after it, in angle brackets or behind a comma, a semicolon or
 * a tab. Two addresses in one line are refused rather than guessed at.
 */
function readLine(text: string): Invitee | WrongLine["problem"] {
  if (text.length > LONGEST_LINE) return "no-address";
  const inBrackets = /^(.*)<([^<>]*)>\s*$/u.exec(text);
  const parts = inBrackets
    ? [inBrackets[1] ?? "", inBrackets[2] ?? ""]
    : text.split(/[,;\t]|\s+(?=\S*@)|(?<=@\S*)\s+/u);
  const given = parts.map((part) => part.trim()).filter((part) => part !== "");
  const addresses = given.flatMap((part) => canonicalAddress(part) ?? []);
  const rest = given.filter((part) => canonicalAddress(part) === null);
  const [address] = addresses;
  if (!address) return "no-address";
  // What still has an at-sign, of any script, may be meant as an address too.
  if (addresses.length > 1 || rest.some((part) => /[@\uFE6B\uFF20]/u.test(part))) return "several-addresses";
  const fullName = cleanName(rest.join(" ").replace(/^"(.*)"$/u, "$1"));
  if ([...fullName].length > NAME_LONGEST) return "name-long";
  return { address, fullName: fullName || null };
}

/** The people of a typed list, one a line; every line that is wrong is told with its number, and none is left out in silence. */
export function readInvitees(text: string): { readonly invitees: Invitee[]; readonly wrong: WrongLine[] } {
  const invitees: Invitee[] = [];
  const wrong: WrongLine[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readLine(line);
    if (typeof read === "string") wrong.push({ line: index + 1, problem: read, address: cleanName(line).slice(0, 80) });
    else if (seen.has(read.address)) wrong.push({ line: index + 1, problem: "twice", address: read.address });
    else {
      seen.add(read.address);
      invitees.push(read);
    }
  }
  return { invitees, wrong };
}

/** Where an invitation stands now: one whose time is over counts as expired before the clock's job has come by. */
export function standingOf(
  invitation: { readonly state: InvitationState; readonly expiresAt: Date },
  event: { readonly state: string; readonly closesAt: Date | null },
  now: Date,
): InvitationView["standing"] {
  const { state, expiresAt } = invitation;
  if (state !== "sent" && state !== "asked") return state;
  if (event.state !== "published" || (event.closesAt && event.closesAt <= now)) return "event-over";
  return expiresAt <= now ? "expired" : "open";
}

/** Who looks at an invitation: it is bound to an address, and an account has it only once it is confirmed there. */
export function beholderOf(
  invitation: {
    readonly canonical: string;
    readonly askedById: string | null;
    readonly claimedById: string | null;
  },
  actor: { readonly id: string; readonly addresses: readonly string[] } | null,
): Beholder {
  if (!actor) return "nobody";
  if (invitation.claimedById === actor.id) return "claimer";
  if (actor.addresses.includes(invitation.canonical)) return "invited";
  if (invitation.askedById === null) return "another";
  return invitation.askedById === actor.id ? "asked" : "asked-by-another";
}
