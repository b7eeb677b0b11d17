import { createHash } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { examinePicture, type PictureRefusal } from "./rules";

/** What one person may send in a day, so that nobody fills the disk. */
const MAXIMUM_PICTURES_A_DAY = 100;

/** Keeps a picture for the questions of an organization; the same one again is the one that is there. */
export function keepPicture(
  { actor, subject }: Permit<"bank.edit">,
  file: { readonly name: string; readonly content: Uint8Array },
): Promise<Result<{ readonly id: string }, PictureRefusal>> {
  return db.$transaction(async (tx) => {
    const examined = examinePicture(file);
    if (!examined.ok) return examined;
    const { organizationId } = subject;
    const sha256 = createHash("sha256").update(file.content).digest("hex");
    const [sent] = await tx.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM picture
      WHERE created_by_id = ${actor.id}::uuid AND created_at > clock_timestamp() - interval '1 day'`;
    if ((sent?.n ?? 0) >= MAXIMUM_PICTURES_A_DAY) return refuse("too-many");
    const { type } = examined.value;
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO picture (organization_id, sha256, type, content, created_by_id)
      VALUES (${organizationId}::uuid, ${sha256}, ${type}, ${Buffer.from(file.content)}, ${actor.id}::uuid)
      ON CONFLICT (organization_id, sha256) DO NOTHING RETURNING id`;
    if (!made)
      return ok(
        await tx.picture.findUniqueOrThrow({
          where: { organizationId_sha256: { organizationId, sha256 } },
          select: { id: true },
        }),
      );
    await recordAudit(tx, {
      actorId: actor.id,
      action: "picture.keep",
      subjectKind: "picture",
      subjectId: made.id,
      detail: { type, sha256, bytes: file.content.length },
    });
    return ok(made);
  });
}
