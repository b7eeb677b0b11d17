import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";

/** Confirms how a certificate of this event writes one's own name; it may be confirmed anew until the event is closed. */
export function confirmName(
  { subject }: Permit<"enrolment.use">,
  { fullName, nativeName }: { readonly fullName: string; readonly nativeName: string | null },
): Promise<Result<null, "closed">> {
  return db.$transaction(async (tx) => {
    // With the event's row held, nobody closes it in between.
    await tx.$queryRaw`
      SELECT e.id FROM event e JOIN enrolment n ON n.event_id = e.id WHERE n.id = ${subject.id}::uuid FOR SHARE OF e`;
    const { count } = await tx.enrolment.updateMany({
      where: { id: subject.id, state: "enrolled", event: { state: "published" } },
      data: { confirmedName: fullName, confirmedNative: nativeName, nameConfirmedAt: new Date() },
    });
    return count === 0 ? refuse("closed") : ok(null);
  });
}
