import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { languages } from "@/lib/format/languages";
import { getOutline } from "@/lib/reading/data";
import { getPack } from "@/lib/reading/pack/data";
import { openReader } from "@/lib/reading/reader";

const door = {
  summary:
    "The text of one module as a file to keep, without pictures, for the admitted, its organizers and its moderators.",
  params: z.object({ slug: slugSchema, module: slugSchema }),
  query: z.object({ language: z.enum(languages).default("en") }),
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor, params, query: { language } }) => {
  const { event, permit } = await openReader(actor, params.slug, language);
  const outline = await getOutline(permit, event, language);
  const module = found(
    outline.modules.find(({ slug, lessons }) => slug === params.module && lessons.length > 0),
    "module of the edition",
  );
  return new Response(await getPack(permit, event, module, language), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-disposition": `attachment; filename="${params.slug}-${params.module}.html"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
