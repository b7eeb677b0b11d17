import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { examineFile, type UploadRefusal } from "./rules";

/** What one person may send in a day, so that nobody fills the disk. */
const MAXIMUM_BYTES_A_DAY = 300 * 1024 * 1024;

/** Keeps a file, in the transaction of what will refer to it; nobody can read it before something does. */
export async function storeUpload(
  tx: Transaction,
  actorId: string,
  file: { readonly name: string; readonly content: Uint8Array },
): Promise<Result<{ readonly id: string }, UploadRefusal>> {
  const examined = examineFile(file);
  if (!examined.ok) return examined;
  const [sent] = await tx.$queryRaw<{ bytes: number }[]>`
    SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM upload
    WHERE created_by_id = ${actorId}::uuid AND created_at > clock_timestamp() - interval '1 day'`;
  if ((sent?.bytes ?? 0) + file.content.length > MAXIMUM_BYTES_A_DAY) return refuse("too-much");
  const row = await tx.upload.create({
    data: {
      ...examined.value,
      bytes: file.content.length,
      sha256: createHash("sha256").update(file.content).digest("hex"),
      content: new Uint8Array(file.content),
      createdById: actorId,
    },
    select: { id: true },
  });
  return ok(row);
}

/** Forgets a file to which nothing refers any more; one in use stays. */
export async function dropUnusedUpload(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM upload u WHERE u.id = ${id}::uuid
      AND NOT EXISTS (SELECT 1 FROM event_file f WHERE f.upload_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM application_file f WHERE f.upload_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM certificate_template t WHERE u.id IN (t.logo_id, t.signature_id))`;
}
