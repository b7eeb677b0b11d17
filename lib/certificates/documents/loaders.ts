import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getTemplateOwner, listTemplateOwners, readPictureNames, readTemplate } from "./data";
import { emptyTemplate } from "./rules";

/** The template of an organization for its organizers, with the names of the pictures that it has. */
export const loadTemplate = defineLoader(async (actor, organization: string) => {
  const owner = found(
    await getTemplateOwner(found(slugSchema.safeParse(organization).data, "organization")),
    "organization",
  );
  authorize(actor, "template.edit", { organizationId: owner.id });
  const template = await readTemplate(owner.id);
  const names = await readPictureNames(template);
  return {
    owner,
    template: template ?? emptyTemplate,
    logoName: names.get(template?.logoId ?? "") ?? null,
    signatureName: names.get(template?.signatureId ?? "") ?? null,
  };
});

/** The organizations whose documents the actor may change. */
export const loadTemplateOwners = defineLoader((actor) => listTemplateOwners(actor));
