import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { EventState } from "../types";
import type { CloneView } from "./types";

/** What the form for an event's next edition begins with. */
export async function getClone({ subject }: Permit<"event.manage">, language: string): Promise<CloneView> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      reference: true,
      layers: { select: { language: true, title: true, notice: true }, orderBy: { language: "asc" } },
      edition: { select: { number: true } },
      course: { select: { editions: { orderBy: { number: "desc" }, take: 1, select: { number: true } } } },
    },
  });
  const first = pickLayer(event.layers, language);
  return {
    slug: event.slug,
    state: event.state.replace("_", "-") as EventState,
    reference: event.reference,
    texts: first ? [first, ...event.layers.filter((layer) => layer !== first)] : [],
    edition: event.edition.number,
    newestEdition: event.course.editions[0]?.number ?? event.edition.number,
  };
}
