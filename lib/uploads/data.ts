import { can } from "@/lib/access/authorize";
import type { Actor, UploadUse } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import type { StoredFile } from "./types";

/** Every reference to a file, as the access table needs it. */
const listUses = (id: string, actorId: string | null): Promise<UploadUse[]> =>
  sql<UploadUse>(
    `SELECT CASE WHEN f.audience = 'public' AND e.state IN ('published', 'closed', 'archived', 'cancelled') THEN 'public'
         ELSE 'admitted' END AS kind,
       json_build_object('id', e.id, 'organizationId', e.organization_id) AS event,
       EXISTS (SELECT 1 FROM enrolment n WHERE n.event_id = e.id AND n.person_id = $2 AND n.state = 'enrolled') AS admitted,
       NULL::uuid AS "personId", false AS drafted
     FROM event_file f JOIN event e ON e.id = f.event_id WHERE f.upload_id = $1
     UNION ALL
     SELECT 'application', json_build_object('id', e.id, 'organizationId', e.organization_id), false, a.person_id,
       a.submitted_at IS NULL
     FROM application_file f JOIN application a ON a.id = f.application_id JOIN event e ON e.id = a.event_id
     WHERE f.upload_id = $1`,
    [id, actorId],
  );

/** A file, for whom what refers to it allows to read it; null for everybody else, as for a file that does not exist. */
export async function readUpload(actor: Actor | null, id: string): Promise<StoredFile | null> {
  const uses = await listUses(id, actor?.id ?? null);
  const open = uses.some(({ kind }) => kind === "public");
  if (!open && !can(actor, "upload.read", { id, uses })) return null;
  const [row] = await sql<StoredFile>("SELECT name, type, sha256, content FROM upload WHERE id = $1", [id]);
  return row ?? null;
}
