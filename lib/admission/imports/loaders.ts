import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { languages } from "@/lib/format/languages";
import { getImportPage, getImportReport } from "./data";

const broughtSchema = z.object({
  kind: z.enum(["participants", "nominations"]),
  text: z.string().min(1),
  language: z.enum(languages).catch("en"),
});

/** The page of imports, with the report on what was typed or sent in, if anything was. */
export const loadImport = defineLoader(async (actor, slug: string, language: string, typed: unknown) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  const permit = authorize(actor, "event.manage", event);
  const brought = broughtSchema.safeParse(typed).data;
  const [page, report] = await Promise.all([
    getImportPage(permit, language),
    brought ? getImportReport(permit, brought) : null,
  ]);
  return { page, report, kind: brought?.kind ?? null };
});
