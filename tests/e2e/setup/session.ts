import { readFileSync } from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import type { Platform } from "../../setup/platform";

/** A session cookie as the running platform would seal it, with the secret it keeps in its data directory. */
export function sealFor({ dataDir }: Platform, sessionId: string): Promise<string> {
  const secret = readFileSync(path.join(dataDir, "secret"), "utf8").trim();
  return encode({ token: { sid: sessionId }, secret, maxAge: 86_400 });
}
