import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, fileField } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getQuestionSubject } from "../data";
import { keepPicture } from "./mutations";

/** Takes a picture for a question. It is a form of its own, so that what is being written in the question's form stays there. */
export const uploadPictureForm = defineForm({
  schema: z.object({
    bank: slugSchema,
    question: z.uuid(),
    picture: fileField,
    words: z.string().trim().min(1, "problem.picture-words").max(300),
  }),
  run: async ({ bank, question, picture, words }, { actor, at }) => {
    const permit = authorize(actor, "bank.edit", found(await getQuestionSubject(bank, question), "question"));
    if (!picture) return { refused: [{ field: "picture", key: "problem.file-needed" }] };
    const kept = await keepPicture(permit, picture);
    if (!kept.ok) return { refused: [{ field: "picture", key: `problem.picture-${kept.reason}` }] };
    const shown = new URLSearchParams({ picture: kept.value.id, words });
    return { to: `${at(`/organize/banks/${bank}/questions/${question}/edit`)}?${shown.toString()}#pictures` };
  },
});
