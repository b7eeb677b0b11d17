import type { EventSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";

/** The event behind an address, for the access table; null for a draft as for nothing at all. */
export function getJoinableEvent(slug: string): Promise<EventSubject | null> {
  return db.event.findFirst({
    where: { slug, state: { in: ["published", "closed"] } },
    select: { id: true, organizationId: true },
  });
}
