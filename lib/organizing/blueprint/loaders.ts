import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { normSchema, slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { fitsCertificate } from "../rules";
import { getPlan } from "./data";
import { judgeBlueprint } from "./rules";
import type { ExamPlan } from "./types";

/** An event's blueprint, and what its bank makes of it, or of the one that is being tried. */
export const loadPlan = defineLoader(async (actor, slug: string, language: string, tried: ExamPlan | null) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  const { view, pool } = found(await getPlan(authorize(actor, "event.manage", event), language), "exam");
  const plan = tried ?? view.plan;
  const judgement = judgeBlueprint(pool, plan.blueprint, {
    outcomes: view.tags.outcomes.map(({ value }) => value),
    norms: normSchema.options,
  });
  const { questions } = plan.blueprint;
  const problems = fitsCertificate(questions, view.certificateKind)
    ? judgement.problems
    : [...judgement.problems, { kind: "itu-questions" as const, questions }];
  return { view, plan, judgement: { ...judgement, problems } };
});
