import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getRepairSubject, getVersionId } from "./data";
import { applyRepair } from "./mutations";
import { applyFields, repairOf } from "./schema";

export const repairKeyForm = defineForm({
  schema: applyFields,
  run: async ({ bank, question, version, kind, keys, digest, reason }, { actor, at }) => {
    const subject = found(await getRepairSubject(bank, question), "question");
    const permit = authorize(actor, "key.repair", subject.bank);
    const versionId = found(await getVersionId(subject.questionId, version), "version");
    const result = await applyRepair(permit, { versionId, repair: repairOf(kind, keys), reason, digest });
    if (!result.ok) return { refused: [{ field: null, key: `problem.repair.${result.reason}` as MessageKey }] };
    return { to: at(`/organize/banks/${bank}/questions/${question}/repair?done=${result.value.repairId}`) };
  },
});
