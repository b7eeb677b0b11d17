import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import type { TypedFields } from "../types";

/**
 * Keeps what an organizer has typed into the form of an event, beside the event and seen by nobody else. The last write wins: it
 * is one person's own typing. An event that can no longer be changed keeps nothing; and what this person typed before they saved
 * themselves is over, however late it arrives.
 */
export async function keepDraft(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  values: TypedFields,
): Promise<Result<{ readonly savedAt: Date }, "not-editable">> {
  const [row] = await db.$queryRaw<{ savedAt: Date }[]>`
    INSERT INTO event_draft (event_id, person_id, revision, values, saved_at)
    SELECT id, ${actor.id}::uuid, ${revision}, ${JSON.stringify(values)}::text::jsonb, clock_timestamp()
    FROM event WHERE id = ${subject.id}::uuid AND state IN ('draft', 'in-review', 'published')
      AND NOT EXISTS (
        SELECT 1 FROM audit_event
        WHERE subject_kind = 'event' AND subject_id = ${subject.id} AND action = 'event.edit'
          AND actor_id = ${actor.id}::uuid AND (detail->>'revision')::int > ${revision})
    ON CONFLICT (event_id, person_id) DO UPDATE
      SET revision = excluded.revision, values = excluded.values, saved_at = excluded.saved_at
    RETURNING saved_at AS "savedAt"`;
  return row ? ok(row) : refuse("not-editable");
}

/** Forgets what an organizer typed and did not save. */
export async function dropDraft({ actor, subject }: Permit<"event.manage">): Promise<void> {
  await db.eventDraft.deleteMany({ where: { eventId: subject.id, personId: actor.id } });
}
