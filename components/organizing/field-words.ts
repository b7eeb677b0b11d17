import type { MessageKey, Translate } from "@/lib/content/messages";
import { languageNames } from "@/lib/format/languages";

const hyphened = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What a field of the event's form, or a setting of an event, is called. */
export function fieldLabel(t: Translate, field: string): string {
  const [, part, code] = /^(title|notice)_([a-z]{2})$/.exec(field) ?? [];
  if (part && code)
    return t(part === "title" ? "organize.field.title-in" : "organize.field.notice-in", {
      language: `\u2068${languageNames[code] ?? code}\u2069`,
    });
  const [, row, number] = /^(contactRole|contactEmail|partnerName|partnerRole)(\d)$/.exec(field) ?? [];
  if (row) return t(`organize.field.${hyphened(row)}` as MessageKey, { number: Number(number) });
  const [, window] = /^(\w+At)Pass$/.exec(field) ?? [];
  return t(`organize.field.${hyphened(window ?? field)}` as MessageKey);
}

const choices: Readonly<Record<string, string>> = {
  delivery: "delivery",
  region: "region",
  admission: "admission",
  certificateKind: "certificate-kind",
  instructorPresence: "presence",
  seatsRule: "organize.field.seats-rule",
  waitingList: "organize.field.waiting-list",
  inPairs: "organize.field.in-pairs",
  examStrict: "organize.field.exam-strict",
  partnerRole: "event.partner-role",
};

/** What a field holds, in the words of its choice where it is one. */
export function fieldValue(t: Translate, field: string, value: string): string {
  if (value === "") return t("organize.draft.empty");
  const group = field.endsWith("Pass") ? "organize.field.pass" : choices[field.replace(/\d$/, "")];
  return group ? t(`${group}.${value}` as MessageKey) : value;
}
