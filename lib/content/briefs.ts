import template from "@/content/briefs/country-brief.json";
import { type BriefTemplate, briefTemplateSchema } from "./schema";

/** The fields of the country brief, in their order. */
export const countryBrief: BriefTemplate = briefTemplateSchema.parse(template);
