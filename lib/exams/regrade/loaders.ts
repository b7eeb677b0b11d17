import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import type { Query } from "@/lib/entry/page";
import { found } from "@/lib/errors";
import { getDryRun, getRepairSubject, getRepairView } from "./data";
import { repairQuery, versionNumber } from "./schema";

/** The repair page of a question, with the dry run of the repair that its address asks for. */
export const loadRepair = defineLoader(
  async (actor, bankSlug: string, questionId: string, query: Query, language: string) => {
    const slug = found(slugSchema.safeParse(bankSlug).data, "bank");
    const id = found(z.uuid().safeParse(questionId).data, "question");
    const subject = found(await getRepairSubject(slug, id), "question");
    const permit = authorize(actor, "key.repair", subject.bank);
    const view = found(
      await getRepairView(permit, subject.questionId, versionNumber.parse(query.version), language),
      "version",
    );
    const repair = repairQuery.parse(query);
    const dry = repair && (await getDryRun(permit, view.version.id, repair, language));
    return { ...view, dry, zone: actor.zone };
  },
);
