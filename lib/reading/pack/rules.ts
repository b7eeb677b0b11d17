import type { Translate } from "@/lib/content/messages";
import { formatDay } from "@/lib/format/dates";
import { escapeHtml } from "@/lib/format/escape-html";
import { directionOf, type Language, localeOf } from "@/lib/format/languages";
import type { LayerText, LessonCitation } from "../types";
import type { WholeLesson, WholePage } from "./types";

/** A page's HTML with addresses of its own, so that several pages can stand in one document. Citations keep theirs: a lesson has one list. */
export const withPrefix = (html: string, prefix: string): string =>
  html
    .replace(/ id="((?:p\d+|figure-)[^"]*)"/g, ` id="${prefix}$1"`)
    .replace(/ href="#(p\d+)"/g, ` href="#${prefix}$1"`)
    .replace(/ aria-labelledby="(figure-[^" ]*) (figure-[^" ]*)"/g, ` aria-labelledby="${prefix}$1 ${prefix}$2"`);

/** A page's HTML as text alone: no drawings, for which their words stand, no classes, and paragraph numbers as small figures. */
export const textOnly = (html: string): string =>
  html
    .replace(/<div class="table-scroll"[^>]*>\s*<svg\b[\s\S]*?<\/svg>\s*<\/div>|<svg\b[\s\S]*?<\/svg>/g, "")
    .replace(/<details><summary>[^<]*<\/summary>|<\/details>/g, "")
    .replace(/<div class="table-scroll"[^>]*>|(?<=<\/table>)<\/div>/g, "")
    .replace(/<a class="paragraph-number"[^>]*>(\d+)<\/a>/g, "<small>$1</small>")
    .replace(/<(\/?)h3\b/g, "<$1h4")
    .replace(/ (?:class|tabindex)="[^"]*"/g, "");

const spoken = ({ text, language }: LayerText, page: Language): string =>
  language === page
    ? escapeHtml(text)
    : `<span lang="${language}" dir="${directionOf(language)}">${escapeHtml(text)}</span>`;

const other = (language: string, page: Language): string =>
  language === page ? "" : ` lang="${language}" dir="${directionOf(language)}"`;

function practiceOf({ text: { practice, language } }: WholePage, page: Language, t: Translate): string {
  if (practice.length === 0) return "";
  const questions = practice.map(({ stem, options, rationale }) => {
    const right = options.find((option) => option.right)?.text ?? "";
    return `<li>${escapeHtml(stem)}<ol type="A">${options.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join("")}</ol><p><strong>${escapeHtml(right)}</strong> ${escapeHtml(rationale)}</p></li>`;
  });
  return `<h3>${escapeHtml(t("reading.practice"))}</h3><ol${other(language, page)}>${questions.join("")}</ol>`;
}

/** Whether somebody has read a cited place in its source, and what took the document's place. */
function standingText({ checkedOn, stale, supersededBy }: LessonCitation, page: Language, t: Translate): string {
  const day = checkedOn === null ? null : formatDay(new Date(checkedOn), page, "UTC");
  const checked =
    day === null ? t("common.not-checked") : t(stale === "old" ? "library.checked-old" : "reading.checked-on", { day });
  if (stale !== "superseded") return `(${checked})`;
  const successor = supersededBy === null ? t("library.since-superseded") : t("library.since-superseded-by");
  return `(${checked}) ${[successor, supersededBy].filter(Boolean).join(" ")}`;
}

function sourcesOf({ text: { citations } }: WholePage, prefix: string, page: Language, t: Translate): string {
  if (citations.length === 0) return "";
  const lines = citations.map((citation) => {
    const { number, symbol, part, locator, documentTitle } = citation;
    const where = [symbol, part, locator].filter(Boolean).join(", ");
    const source = spoken({ text: `${where}. ${documentTitle}`, language: "en" }, page);
    return `<li id="${prefix}citation-${number}" value="${number}">${source} <small>${escapeHtml(standingText(citation, page, t))}</small></li>`;
  });
  return `<h3>${escapeHtml(t("reading.citations"))}</h3><ol>${lines.join("")}</ol>`;
}

const note = (text: string): string => `<p><strong>${escapeHtml(text)}</strong></p>`;

/** What a reader must know of a lesson's language before reading it: that it is another, or a translation nobody reviewed. */
function languageNotes({ text: { language, translationReviewed } }: WholePage, page: Language, t: Translate): string {
  const names = new Intl.DisplayNames(localeOf(page), { type: "language" });
  const isOther = language !== page ? note(t("common.untranslated", { language: names.of(language) ?? language })) : "";
  return isOther + (language !== "en" && !translationReviewed ? note(t("reading.translation-not-reviewed")) : "");
}

function lessonText({ number, title, keyQuestion, pages }: WholeLesson, page: Language, t: Translate): string {
  const prefix = `l${number.replace(".", "-")}-`;
  const last = pages.at(-1);
  const texts = pages.map(({ number: at, title: name, text: { html, language, contested } }) => {
    const own = textOnly(withPrefix(html, `${prefix}${at}-`)).replaceAll(
      'href="#citation-',
      `href="#${prefix}citation-`,
    );
    const warning = contested ? note(t("reading.contested")) : "";
    return `<h3>${at}. ${spoken(name, page)}</h3>${warning}<div${other(language, page)}>${own}</div>`;
  });
  return [
    `<section><h2>${number} ${spoken(title, page)}</h2><p><em>${spoken(keyQuestion, page)}</em></p>`,
    last ? languageNotes(last, page, t) : "",
    ...texts,
    last ? practiceOf(last, page, t) + sourcesOf(last, prefix, page, t) : "",
    "</section>",
  ].join("\n");
}

/** What stands above a module's text: whose course it is, whether its content was reviewed, and of what day its notes are. */
type PackFrame = {
  readonly course: LayerText;
  readonly heading: LayerText;
  readonly reviewed: boolean;
  readonly madeOn: Date;
};

/**
 * A module's text as one file that needs nothing else: no pictures, no fonts, no scripts. It is read far from the platform, so it
 * says itself what the pages of the reader say: that content is a sample, a translation unreviewed, a source unread.
 */
export function packText(
  { course, heading, reviewed, madeOn }: PackFrame,
  lessons: readonly WholeLesson[],
  page: Language,
  t: Translate,
): string {
  const style =
    "body{max-width:40rem;margin:auto;padding:1rem;line-height:1.6}table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem;vertical-align:top;text-align:start}";
  return `<!doctype html>
<html lang="${page}" dir="${directionOf(page)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading.text)}</title><style>${style}</style></head>
<body>
<p>${spoken(course, page)}</p>
<h1>${spoken(heading, page)}</h1>
${reviewed ? "" : note(t("common.sample"))}
<p>${escapeHtml(t("reading.packs.as-of", { day: formatDay(madeOn, page, "UTC") }))}</p>
${lessons.map((lesson) => lessonText(lesson, page, t)).join("\n")}
</body>
</html>
`;
}
