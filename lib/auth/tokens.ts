import { createHash, randomBytes } from "node:crypto";

/** A secret for a link in a letter: 32 random bytes. The letter carries it; the database keeps what `hashToken` makes of it. */
export const createToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a link's secret: enough to recognise it, too little to use it. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Whether text can be a link's secret at all. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);
