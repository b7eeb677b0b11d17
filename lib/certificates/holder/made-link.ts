import { env } from "@/lib/env";
import { parseCode } from "../code";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The link that was just made for a code, as its page's address brings it back; null for every other code. */
export function madeLink({ shared, secret }: Query, code: string): string | null {
  const isMade = typeof shared === "string" && parseCode(shared) === code;
  return isMade && typeof secret === "string" && /^[\w-]{24}$/.test(secret)
    ? `${env().origin}/verify/${code}?share=${secret}`
    : null;
}
