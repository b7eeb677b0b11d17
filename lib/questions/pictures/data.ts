import { can } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";

type Picture = { readonly type: string; readonly sha256: string; readonly content: Uint8Array };

/**
 * A picture, for who may see a question that shows it: who reads the organization's banks, and learners in whose exam a version
 * shows it. Null for everybody else, as for a picture that does not exist.
 */
export async function readPicture(actor: Actor, id: string): Promise<Picture | null> {
  const [found] = await sql<{ organizationId: string; examined: boolean }>(
    `SELECT p.organization_id AS "organizationId", EXISTS (
       SELECT 1 FROM attempt a JOIN form_slot s ON s.attempt_id = a.id JOIN question_layer l ON l.version_id = s.version_id
       WHERE a.person_id = $2
         AND position('/api/pictures/' || $1::text IN l.stem || ' ' || l.options::text || ' ' || l.rationale || ' ' || l.reasons::text) > 0
     ) AS examined
     FROM picture p WHERE p.id = $1::uuid`,
    [id, actor.id],
  );
  if (!found) return null;
  if (!found.examined && !can(actor, "bank.review", { id, organizationId: found.organizationId })) return null;
  const [row] = await sql<Picture>("SELECT type, sha256, content FROM picture WHERE id = $1", [id]);
  return row ?? null;
}

/** Whether this is a picture of the organization's, for the page that shows how to use it. */
export async function hasPicture(organizationId: string, id: string): Promise<boolean> {
  const rows = await sql("SELECT 1 FROM picture WHERE id = $1 AND organization_id = $2", [id, organizationId]);
  return rows.length > 0;
}
