import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormFile, fileField } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { type UploadRefusal, uploadProblem } from "@/lib/uploads/rules";
import { getTemplateOwner } from "./data";
import { type PictureChange, saveTemplate, type TemplateReason } from "./mutations";
import { colour, signatory, wordFields, wordsOf } from "./schema";

const problems: Readonly<Record<string, MessageKey>> = {
  pale: "problem.template.pale",
  "not-a-picture": "problem.template.not-a-picture",
  "too-many-pixels": "problem.template.too-many-pixels",
  "too-heavy": "problem.template.too-heavy",
  "changed-meanwhile": "problem.template.changed-meanwhile",
  unprintable: "problem.template.unprintable",
};

/** Where a refusal belongs, and its sentence. */
function problemOf(reason: TemplateReason): { readonly field: string | null; readonly key: MessageKey } {
  const [, field, rest] = /^(line|accent|logo|signature)-(.+)$/.exec(reason) ?? [null, null, reason];
  return { field: field ?? null, key: problems[rest ?? ""] ?? uploadProblem(rest as UploadRefusal) };
}

function changeOf(file: FormFile | null, drop: string | undefined): PictureChange {
  if (file) return { kind: "set", file };
  return { kind: drop ? "drop" : "keep" };
}

export const saveTemplateForm = defineForm({
  schema: z.object({
    organization: slugSchema,
    revision: z.coerce.number().int().min(0),
    line: colour,
    accent: colour,
    signatory,
    logo: fileField,
    dropLogo: z.string().optional(),
    signature: fileField,
    dropSignature: z.string().optional(),
    ...wordFields,
  }),
  run: async ({ organization, revision, line, accent, signatory, ...input }, { actor, at }) => {
    const owner = found(await getTemplateOwner(organization), "organization");
    const result = await saveTemplate(authorize(actor, "template.edit", { organizationId: owner.id }), revision, {
      colours: { line, accent },
      signatory,
      logo: changeOf(input.logo, input.dropLogo),
      signature: changeOf(input.signature, input.dropSignature),
      words: wordsOf(input),
    });
    if (!result.ok) return { refused: [problemOf(result.reason)] };
    return { to: `${at(`/organize/organizations/${organization}/template`)}?done=saved` };
  },
});
