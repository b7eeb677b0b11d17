import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { ok, type Result, refuse } from "@/lib/result";
import { placeAnchor } from "../rules";
import { listReviewedIn } from "./data";
import { refuseDay } from "./rules";
import type { CheckReason } from "./types";

/**
 * Records that a person has read places of a document in the source, on a day: for every citation of those places for which
 * they answer. A later reading that somebody else recorded stays. Answers how many citations it changed.
 */
export async function recordReading(
  permit: Permit<"source.check">,
  {
    citationIds,
    day,
    today,
  }: { readonly citationIds: readonly string[]; readonly day: string; readonly today: string },
): Promise<Result<number, CheckReason>> {
  const refused = refuseDay(day, today);
  if (refused) return refuse(refused);
  return db.$transaction(async (tx) => {
    const reviewed = await listReviewedIn(tx, permit);
    const chosen = reviewed.filter(({ citationId }) => citationIds.includes(citationId));
    if (chosen.length < new Set(citationIds).size)
      throw new AppError("not-found", `${permit.actor.id} does not answer for a citation of ${permit.subject.id}`);
    const anchors = new Set(chosen.map(placeAnchor));
    const { count } = await tx.citation.updateMany({
      where: {
        id: { in: reviewed.filter((row) => anchors.has(placeAnchor(row))).map(({ citationId }) => citationId) },
        OR: [{ checkedOn: null }, { checkedOn: { lt: new Date(day) } }],
      },
      data: { checkedOn: new Date(day), checkedById: permit.actor.id },
    });
    if (count > 0)
      await recordAudit(tx, {
        actorId: permit.actor.id,
        action: "source.check",
        subjectKind: "document",
        subjectId: permit.subject.id,
        detail: {
          day,
          places: chosen.map(({ part, locator }) => ({ part, locator })),
          citations: count,
        },
      });
    return ok(count);
  });
}
