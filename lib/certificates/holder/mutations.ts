import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { hashSecret } from "../data";

/** Makes a link by which its holder shows one of the two whole; the secret is told once and only its hash kept. */
export async function createShare(
  { subject }: Permit<"certificate.show">,
  of: "certificate" | "transcript",
): Promise<string> {
  const secret = randomBytes(18).toString("base64url");
  await db.shareSecret.create({
    data: {
      hash: hashSecret(secret),
      ...(of === "certificate" ? { certificateId: subject.id } : { transcriptId: subject.id }),
    },
    select: { hash: true },
  });
  return secret;
}

/** Ends a share link. */
export async function revokeShare({ subject }: Permit<"certificate.show">, hash: string): Promise<void> {
  await db.shareSecret.updateMany({
    where: { hash, OR: [{ certificateId: subject.id }, { transcriptId: subject.id }], revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

/** Lets the score stand on the documents that are made from now on, or not. What was signed before stays as it was signed. */
export async function setScoreShown({ subject }: Permit<"certificate.show">, scoreShown: boolean): Promise<void> {
  await db.certificate.update({ where: { id: subject.id }, data: { scoreShown }, select: { id: true } });
}
