import { sql } from "@/lib/db/client";

/** A write that somebody tried and may not do; `tried` is the access table's action, or "suspended". */
export type Refusal = {
  readonly actorId: string;
  readonly tried: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The address that was written to. */
  readonly path: string;
};

/** Writes down a refusal; the same one again within a minute adds nothing, so that repeating it fills no table. */
export async function recordRefusal({ actorId, tried, subjectKind, subjectId, path }: Refusal): Promise<void> {
  await sql(
    `INSERT INTO audit_event (actor_id, action, subject_kind, subject_id, detail)
     SELECT $1::uuid, 'access.refuse', $2, $3, $4::jsonb
     WHERE NOT EXISTS (
       SELECT 1 FROM audit_event WHERE actor_id = $1::uuid AND action = 'access.refuse' AND subject_id = $3
         AND detail = $4::jsonb AND at > clock_timestamp() - interval '1 minute')`,
    [actorId, subjectKind, subjectId, JSON.stringify({ tried, path })],
  );
}
