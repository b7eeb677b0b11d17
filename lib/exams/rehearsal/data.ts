import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { SavedAnswer } from "../types";

export type RehearsalView = {
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly answers: readonly SavedAnswer[];
};

/** The rehearsal of one person in one event, with what they last saved. */
export async function getRehearsal({ subject }: Permit<"enrolment.use">, language: string): Promise<RehearsalView> {
  const { event, rehearsal } = await db.enrolment.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      event: { select: { slug: true, layers: { select: { language: true, title: true } } } },
      rehearsal: {
        orderBy: { position: "asc" },
        select: { position: true, optionIds: true, sequence: true, savedAt: true },
      },
    },
  });
  return {
    eventSlug: event.slug,
    eventTitle: pickLayer(event.layers, language)?.title ?? "",
    answers: rehearsal.map((answer) => ({ ...answer, sequence: Number(answer.sequence) })),
  };
}
