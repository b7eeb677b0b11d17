import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { changesIn, digestOf, fixedStates } from "./rules";
import type { BriefEdit, SaveBriefReason } from "./types";

/**
 * Writes what an organizer changed of an event's brief, all of it or nothing. `shown` is the digest of the brief that was on the
 * page: whoever typed beside an older one is shown the newer first.
 */
export function saveBrief(
  { actor, subject }: Permit<"event.manage">,
  { edits, shown }: { readonly edits: readonly BriefEdit[]; readonly shown: string },
): Promise<Result<{ readonly changed: number }, SaveBriefReason>> {
  return db.$transaction(async (tx) => {
    const [event] = await tx.$queryRaw<{ state: string }[]>`
      SELECT state::text FROM event WHERE id = ${subject.id}::uuid FOR NO KEY UPDATE`;
    if (!event || fixedStates.includes(event.state)) return refuse("fixed");
    const entries = await tx.briefEntry.findMany({
      where: { eventId: subject.id },
      select: { field: true, text: true, source: true },
    });
    if (digestOf(entries) !== shown) return refuse("changed-meanwhile");
    const changes = changesIn(edits, entries);
    for (const { field, text, source } of changes) {
      const place = { eventId_field: { eventId: subject.id, field } };
      if (text) {
        const row = { text, source, savedById: actor.id, savedAt: new Date() };
        await tx.briefEntry.upsert({
          where: place,
          create: { eventId: subject.id, field, ...row },
          update: row,
          select: { field: true },
        });
      } else await tx.briefEntry.delete({ where: place, select: { field: true } });
    }
    if (changes.length > 0)
      await recordAudit(tx, {
        actorId: actor.id,
        action: "brief.save",
        subjectKind: "event",
        subjectId: subject.id,
        detail: { fields: changes.map(({ field }) => field) },
      });
    return ok({ changed: changes.length });
  });
}
