import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getTemplateOwner, readPictures, readTemplate } from "@/lib/certificates/documents/data";
import { emptyTemplate } from "@/lib/certificates/documents/rules";
import { specimenQuery, templateOf } from "@/lib/certificates/documents/schema";
import { renderSpecimen } from "@/lib/certificates/documents/specimen";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute } from "@/lib/entry/define-route";
import { env } from "@/lib/env";
import { found } from "@/lib/errors";

const door = {
  summary:
    "A page that shows how an organization's documents would look, for its organizers: as its template is saved, or with other colours and words.",
  params: z.object({ slug: slugSchema }),
  query: specimenQuery,
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor, params, query }) => {
  const owner = found(await getTemplateOwner(params.slug), "organization");
  authorize(actor, "template.edit", { organizationId: owner.id });
  const saved = (await readTemplate(owner.id)) ?? emptyTemplate;
  const pdf = renderSpecimen({
    template: templateOf(saved, query),
    pictures: await readPictures([saved.logoId, saved.signatureId]),
    kind: query.kind,
    language: query.language,
    organization: owner.name,
    origin: env().origin,
    today: new Date().toISOString().slice(0, 10),
  });
  return new Response(Buffer.from(pdf), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": 'inline; filename="specimen.pdf"',
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
    },
  });
});
