import { createHash } from "node:crypto";

/** What is stored of a calendar's secret: enough to recognise it, too little to use it. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Whether text can be a calendar's secret at all: 32 bytes as an address carries them. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);
