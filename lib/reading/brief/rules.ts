import { createHash } from "node:crypto";
import type { MessageKey, MessageValues } from "@/lib/content/messages";
import type { BriefTemplate } from "@/lib/content/schema";
import type { Language } from "@/lib/format/languages";
import type { Brief, BriefEdit, BriefEntry } from "./types";

const TEXT_LENGTH = 4000;
const SOURCE_LENGTH = 400;

/** States of an event in which its brief stays as it is. */
export const fixedStates: readonly string[] = ["archived", "cancelled"];

const fieldsOf = ({ groups }: BriefTemplate) => groups.flatMap(({ fields }) => fields);

/** Every field of the template, filled in or not, in the words of one language. */
export function layBrief<Entry extends BriefEntry>(
  template: BriefTemplate,
  entries: readonly Entry[],
  language: Language,
): Brief<Entry> {
  let number = 0;
  const groups = template.groups.map(({ title, fields }) => ({
    title: title[language],
    fields: fields.map(({ slug, label, help }) => ({
      slug,
      number: ++number,
      label: label[language],
      help: help[language],
      entry: entries.find(({ field }) => field === slug) ?? null,
    })),
  }));
  const filled = groups.flatMap(({ fields }) => fields).filter(({ entry }) => entry !== null).length;
  return { groups, filled, total: number };
}

/** One word for all that a brief says, by which two versions of it are told apart. */
export const digestOf = (entries: readonly BriefEdit[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        entries.map(({ field, text, source }) => [field, text, source]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
      ),
    )
    .digest("base64url")
    .slice(0, 22);

type BriefProblem = { readonly field: string; readonly key: MessageKey; readonly values?: MessageValues };

/** What was typed into a brief's form, field by field, and what of it is to mend: no entry stands without its source. */
export function readEdits(
  template: BriefTemplate,
  typed: Readonly<Record<string, unknown>>,
): { readonly edits: readonly BriefEdit[]; readonly problems: readonly BriefProblem[] } {
  const textOf = (name: string): string => {
    const value = typed[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const edits: BriefEdit[] = [];
  const problems: BriefProblem[] = [];
  const lengthOf = (field: string, text: string, maximum: number): void => {
    if (text.length > maximum) problems.push({ field, key: "problem.too-long", values: { maximum } });
  };
  for (const { slug } of fieldsOf(template)) {
    const [text, source] = [textOf(`text_${slug}`), textOf(`source_${slug}`)];
    lengthOf(`text_${slug}`, text, TEXT_LENGTH);
    lengthOf(`source_${slug}`, source, SOURCE_LENGTH);
    if (text && !source) problems.push({ field: `source_${slug}`, key: "problem.brief.source" });
    if (source && !text) problems.push({ field: `text_${slug}`, key: "problem.brief.text" });
    edits.push({ field: slug, text, source });
  }
  return { edits, problems };
}

/** The edits that say something other than what stands there. */
export const changesIn = (edits: readonly BriefEdit[], entries: readonly BriefEdit[]): BriefEdit[] =>
  edits.filter(({ field, text, source }) => {
    const before = entries.find((entry) => entry.field === field);
    return (before?.text ?? "") !== text || (before?.source ?? "") !== source;
  });
