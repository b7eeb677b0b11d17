import type { Permit } from "@/lib/access/authorize";
import { blueprintSchema } from "@/lib/content/schema";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { readBankTags, readPool } from "@/lib/questions/data";
import type { Drawable } from "@/lib/questions/draw-form";
import type { EventState } from "../types";
import { countSupply } from "./rules";
import type { PlanView, ReviewRule } from "./types";

/** An event's exam as its organizers plan it, with what its bank can give; null for an event without an exam. */
export async function getPlan(
  { subject }: Permit<"event.manage">,
  language: string,
): Promise<{ readonly view: PlanView; readonly pool: readonly Drawable[] } | null> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      revision: true,
      certificateKind: true,
      bankId: true,
      blueprint: true,
      attemptsAllowed: true,
      resitWaitHours: true,
      reviewRule: true,
      commonFormSeed: true,
      layers: { select: { language: true, title: true } },
      _count: { select: { attempts: true } },
    },
  });
  if (!event.blueprint || !event.bankId) return null;
  const [pool, tags] = await Promise.all([readPool(db, event.bankId), readBankTags(event.bankId, language)]);
  const layer = pickLayer(event.layers, language);
  return {
    pool,
    view: {
      slug: event.slug,
      title: layer?.title ?? "",
      language: layer?.language ?? "en",
      state: event.state.replaceAll("_", "-") as EventState,
      revision: event.revision,
      certificateKind: event.certificateKind,
      attempts: event._count.attempts,
      plan: {
        blueprint: blueprintSchema.parse(event.blueprint),
        attemptsAllowed: event.attemptsAllowed ?? 1,
        resitWaitHours: event.resitWaitHours,
        reviewRule: event.reviewRule as ReviewRule,
        commonForm: event.commonFormSeed !== null,
      },
      poolSize: pool.length,
      supply: countSupply(pool),
      tags,
    },
  };
}
