import type { Translate } from "@/lib/content/messages";
import { directionOf, type Language } from "@/lib/format/languages";
import type { LayerText } from "../types";
import type { WholeLesson, WholePage } from "./types";

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

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

function sourcesOf({ text: { citations } }: WholePage, prefix: string, t: Translate): string {
  if (citations.length === 0) return "";
  const lines = citations.map(({ number, symbol, part, locator, documentTitle }) => {
    const where = [symbol, part, locator].filter(Boolean).join(", ");
    return `<li id="${prefix}citation-${number}" value="${number}">${escapeHtml(`${where}. ${documentTitle}`)}</li>`;
  });
  return `<h3>${escapeHtml(t("reading.citations"))}</h3><ol lang="en" dir="ltr">${lines.join("")}</ol>`;
}

function lessonText({ number, title, keyQuestion, pages }: WholeLesson, page: Language, t: Translate): string {
  const prefix = `l${number.replace(".", "-")}-`;
  const last = pages.at(-1);
  const texts = pages.map(({ number: at, title: name, text: { html, language } }) => {
    const own = textOnly(withPrefix(html, `${prefix}${at}-`)).replaceAll(
      'href="#citation-',
      `href="#${prefix}citation-`,
    );
    return `<h3>${at}. ${spoken(name, page)}</h3><div${other(language, page)}>${own}</div>`;
  });
  return [
    `<section><h2>${number} ${spoken(title, page)}</h2><p><em>${spoken(keyQuestion, page)}</em></p>`,
    ...texts,
    last ? practiceOf(last, page, t) + sourcesOf(last, prefix, t) : "",
    "</section>",
  ].join("\n");
}

/** A module's text as one file that needs nothing else: no pictures, no fonts, no scripts. */
export function packText(heading: LayerText, lessons: readonly WholeLesson[], page: Language, t: Translate): string {
  const style =
    "body{max-width:40rem;margin:auto;padding:1rem;line-height:1.6}table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem;vertical-align:top;text-align:start}";
  return `<!doctype html>
<html lang="${page}" dir="${directionOf(page)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading.text)}</title><style>${style}</style></head>
<body>
<h1>${spoken(heading, page)}</h1>
${lessons.map((lesson) => lessonText(lesson, page, t)).join("\n")}
</body>
</html>
`;
}
