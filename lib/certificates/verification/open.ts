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

/**
 * Looks a typed code up. "unknown" is the same for every code that is none, a malformed one too, which is looked for all the
 * same so that it takes as long.
 */
export async function verifyCode(
  text: string,
  { actor, share, name, network }: Claim,
): Promise<Result<Found, "unknown" | "too-many">> {
  const code = parseCode(text);
  const { limited, row } = await readFromRegister(code ?? "", network);
  if (limited) return refuse("too-many");
  if (!row) return verifyTranscript(code ?? "", { actor, share, name, network });
  const open =
    can(actor, "certificate.see-whole", row) ||
    (share !== null && (await isShared(row.id, share))) ||
    (name !== null && namesHolder(name, [row.snapshot.holderName, row.snapshot.nativeName]));
  if (!open && (share !== null || name !== null)) await countFailure(sources(network));
  const now = new Date();
  return ok({
    kind: "certificate",
    certificate: openPartOf(row, await checkRegisterRow(row, now), now),
    holder: open ? holderOf(row) : null,
  });
}

async function verifyTranscript(
  code: string,
  { actor, share, name, network }: Claim,
): Promise<Result<Found, "unknown" | "too-many">> {
  const found = await getTranscript(code);
  if (!found) {
    await countFailure(sources(network));
    return refuse("unknown");
  }
  const { snapshot } = found;
  const open =
    can(actor, "certificate.see-whole", found) ||
    (share !== null && (await isShared(found.id, share))) ||
    (name !== null && namesHolder(name, [snapshot.holderName, snapshot.nativeName]));
  if (!open && (share !== null || name !== null)) await countFailure(sources(network));
  const checks = await checkTranscript(found, await listOwnKeys(), new Date());
  return ok({ kind: "transcript", transcript: openPartOfTranscript(found, checks), whole: open ? found : null });
}

/**
 * The whole certificate for somebody with a right to it; null for everybody else, as for a code that does not exist.
 * Errors: AppError("too-many") for who has tried too many codes or names.
 */
export async function openCertificate(
  text: string,
  { actor, share, name, network }: Claim,
): Promise<WholeCertificate | null> {
  if (await isLimited(sources(network))) throw new AppError("too-many", "too many codes or names tried");
  const code = parseCode(text);
  const certificate = code && (await getWholeCertificate(code));
  if (certificate) {
    if (can(actor, "certificate.see-whole", certificate)) return certificate;
    if (share && (await isShared(certificate.id, share))) return certificate;
    if (name && namesHolder(name, [certificate.snapshot.holderName, certificate.snapshot.nativeName]))
      return certificate;
  }
  if (!certificate || share || name) await countFailure(sources(network));
  return null;
}
