import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { languageSchema, slugSchema } from "@/lib/content/schema";
import { defineForm, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { cleanName } from "@/lib/format/fold";
import { splitPath } from "@/lib/format/languages";
import { getClone } from "./data";
import { cloneEvent } from "./mutations";

const text = z.string().default("");
const titleFields = Object.fromEntries(languageSchema.options.map((language) => [`title_${language}`, text])) as Record<
  `title_${z.infer<typeof languageSchema>}`,
  typeof text
>;

/** The next edition of an event: a title in each of its languages, and a reference; everything else is copied. */
export const cloneEventForm = defineForm({
  schema: z.object({ event: slugSchema, id: z.uuid(), reference: text, ...titleFields }),
  run: async ({ event: slug, id, reference: typed, ...titles }, { actor, at, page }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
    const { texts } = await getClone(permit, splitPath(page).language);
    const problems: Problem[] = [];
    const line = (field: string, value: string, maximum: number, missing: Problem["key"]): string => {
      const clean = cleanName(value);
      if (!clean) problems.push({ field, key: missing });
      if (clean.length > maximum) problems.push({ field, key: "problem.too-long", values: { maximum } });
      return clean;
    };
    const named = Object.fromEntries(
      texts.map(({ language }) => {
        const field = `title_${language}`;
        const value = titles[field as keyof typeof titles] ?? "";
        return [language, line(field, value, 200, "problem.event.title-required")];
      }),
    );
    const reference = line("reference", typed, 60, "problem.event.reference-required");
    if (problems.length > 0) return { refused: problems };
    const made = await cloneEvent(permit, { id, titles: named, reference });
    return { to: at(`/organize/events/${made.slug}?done=cloned`) };
  },
});
