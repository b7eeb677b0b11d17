import { can } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { countFailure, isLimited, type LimitName } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { ok, type Result, refuse } from "@/lib/result";
import { parseCode } from "../code";
import { getWholeCertificate } from "../data";
import { listOwnKeys } from "../keys/data";
import { namesHolder } from "../rules";
import { getTranscript } from "../transcript/data";
import type { TranscriptRecord } from "../transcript/types";
import type { WholeCertificate } from "../types";
import { isShared, readFromRegister } from "./data";
import { checkRegisterRow, checkTranscript } from "./register";
import { holderOf, openPartOf, openPartOfTranscript } from "./rules";
import type { Found } from "./types";

/** What a stranger may try often is counted: codes and names cannot be walked through. */
export const sources = (network: string): (readonly [LimitName, string])[] => [["code-network", network]];

/** By what right somebody asks for a whole certificate: as who they are, with the holder's share secret, or with a word of the name. */
export type Claim = {
  readonly actor: Actor | null;
  readonly share: string | null;
  readonly name: string | null;
  readonly network: string;
};

type Owned = { readonly id: string; readonly personId: string | null };
type Names = { readonly holderName: string; readonly nativeName: string | null };

/** Whether somebody sees the whole: as who they are, with the holder's link, or knowing words of the name. */
async function mayOpen(
  owned: Owned,
  { holderName, nativeName }: Names,
  { actor, share, name }: Claim,
): Promise<boolean> {
  return (
    can(actor, "certificate.see-whole", owned) ||
    (share !== null && (await isShared(owned.id, share))) ||
    (name !== null && namesHolder(name, [holderName, nativeName]))
  );
}

/** The same of a transcript; one that ended is for its holder and for admins alone, whatever others knew. */
const mayOpenTranscript = (transcript: TranscriptRecord, claim: Claim): Promise<boolean> =>
  mayOpen(transcript, transcript.snapshot, {
    ...claim,
    ...(transcript.state === "valid" ? {} : { share: null, name: null }),
  });

const claimsMore = ({ share, name }: Claim): boolean => share !== null || name !== null;

/**
 * Looks a typed code up. "unknown" is the same for every code that is none, a malformed one too, which is looked for all the
 * same so that it takes as long.
 */
export async function verifyCode(text: string, claim: Claim): Promise<Result<Found, "unknown" | "too-many">> {
  const code = parseCode(text) ?? "";
  const { limited, row } = await readFromRegister(code, claim.network);
  if (limited) return refuse("too-many");
  const transcript = row ? null : await getTranscript(code);
  const isOpen = row
    ? await mayOpen(row, row.snapshot, claim)
    : transcript !== null && (await mayOpenTranscript(transcript, claim));
  const isFound = row !== null || transcript !== null;
  if (!isFound || (!isOpen && claimsMore(claim))) await countFailure(sources(claim.network));
  const now = new Date();
  if (row)
    return ok({
      kind: "certificate",
      certificate: openPartOf(row, await checkRegisterRow(row, now), now),
      holder: isOpen ? holderOf(row) : null,
    });
  if (!transcript) return refuse("unknown");
  const checks = await checkTranscript(transcript, await listOwnKeys(), now);
  return ok({
    kind: "transcript",
    transcript: openPartOfTranscript(transcript, checks),
    whole: isOpen ? transcript : null,
  });
}

type Opened =
  | { readonly kind: "certificate"; readonly certificate: WholeCertificate }
  | { readonly kind: "transcript"; readonly transcript: TranscriptRecord };

/**
 * The whole certificate or transcript for somebody with a right to it; null for everybody else, as for a code that does not exist.
 * Errors: AppError("too-many") for who has tried too many codes or names.
 */
export async function openWhole(text: string, claim: Claim): Promise<Opened | null> {
  if (await isLimited(sources(claim.network))) throw new AppError("too-many", "too many codes or names tried");
  const code = parseCode(text) ?? "";
  const certificate = await getWholeCertificate(code);
  if (certificate && (await mayOpen(certificate, certificate.snapshot, claim)))
    return { kind: "certificate", certificate };
  const transcript = certificate ? null : await getTranscript(code);
  if (transcript && (await mayOpenTranscript(transcript, claim))) return { kind: "transcript", transcript };
  if ((!certificate && !transcript) || claimsMore(claim)) await countFailure(sources(claim.network));
  return null;
}
