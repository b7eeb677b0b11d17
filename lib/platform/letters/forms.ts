import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineForm } from "@/lib/entry/define-form";
import { retryLetters } from "./mutations";

export const retryLettersForm = defineForm({
  schema: z.object({ address: z.string().trim().toLowerCase().max(320).default("") }),
  run: async ({ address }, { actor, at }) => {
    const retried = await retryLetters(authorize(actor, "platform.administer", "platform"), address || null);
    return retried.ok
      ? { to: at(`/admin/letters?done=${retried.value.letters}`) }
      : { refused: [{ field: null, key: `problem.letters.${retried.reason}` }] };
  },
});
