import { can } from "@/lib/access/authorize";
import { isLimited } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { parseCode } from "../code";
import { namesHolder } from "../rules";
import { isShared } from "../verification/data";
import type { Claim } from "../verification/open";
import { getTranscript } from "./data";
import type { TranscriptRecord } from "./types";

/**
 * The whole transcript for somebody with a right to it: its holder, an admin, or who has the holder's link or knows a word of the
 * holder's name; null for everybody else, as for a code that is none. What was tried in vain is counted where a certificate is looked for next.
 * Errors: AppError("too-many") for who has tried too many codes or names.
 */
export async function openTranscript(
  text: string,
  { actor, share, name, network }: Claim,
): Promise<TranscriptRecord | null> {
  if (await isLimited([["code-network", network]])) throw new AppError("too-many", "too many codes or names tried");
  const code = parseCode(text);
  const transcript = code && (await getTranscript(code));
  if (!transcript) return null;
  if (can(actor, "certificate.see-whole", transcript)) return transcript;
  if (share && (await isShared(transcript.id, share))) return transcript;
  const { holderName, nativeName } = transcript.snapshot;
  if (name && namesHolder(name, [holderName, nativeName])) return transcript;
  return null;
}
