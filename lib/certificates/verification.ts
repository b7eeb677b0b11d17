import { can } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { countFailure, isLimited, type LimitName } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { ok, type Result, refuse } from "@/lib/result";
import { parseCode } from "./code";
import { getVerification, getWholeCertificate, isShared } from "./data";
import { namesHolder } from "./rules";
import type { Verification, WholeCertificate } from "./types";

/** What a stranger may try often is counted: codes and names cannot be walked through. */
const sources = (network: string): (readonly [LimitName, string])[] => [["code-network", network]];

/** What is public about a typed code; "unknown" is the same for every code that is not one. */
export async function verifyCode(text: string, network: string): Promise<Result<Verification, "unknown" | "too-many">> {
  if (await isLimited(sources(network))) return refuse("too-many");
  const code = parseCode(text);
  const certificate = code && (await getVerification(code));
  if (certificate) return ok(certificate);
  await countFailure(sources(network));
  return refuse("unknown");
}

/** By what right somebody asks for a whole certificate: as who they are, with the holder's share secret, or with a word of the name. */
export type Claim = {
  readonly actor: Actor | null;
  readonly share: string | null;
  readonly name: string | null;
  readonly network: string;
};

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
