import MarkdownIt from "markdown-it";
import { isOwnPicture } from "./rules";

/*
 * The Markdown of questions: emphasis, code, line breaks and paragraphs, and nothing else. No links, which would lead out of
 * an exam, no headings or lists, so that a stem fits inside a legend, and no HTML. Pictures are shown only from here.
 */

const markdown = new MarkdownIt("zero", { html: false, breaks: true }).enable([
  "emphasis",
  "backticks",
  "escape",
  "entity",
  "newline",
  "image",
]);
markdown.validateLink = isOwnPicture;
// A picture that says nothing to who cannot see it is shown to nobody.
const drawPicture = markdown.renderer.rules.image;
markdown.renderer.rules.image = (tokens, index, options, env, self) => {
  const token = tokens[index];
  if (!token?.content.trim() || !isOwnPicture(String(token.attrGet("src") ?? ""))) return "";
  token.attrSet("class", "question-picture");
  return drawPicture?.(tokens, index, options, env, self) ?? "";
};
// A legend and a label hold words, not blocks: paragraphs are spans that stand apart.
markdown.renderer.rules.paragraph_open = () => '<span class="question-paragraph">';
markdown.renderer.rules.paragraph_close = () => "</span>";

/** A stem as HTML of phrasing content: no raw HTML passes, and no picture from elsewhere. */
export const renderStem = (text: string): string => markdown.render(text);

/** An option as HTML: one line of it. */
export const renderOption = (text: string): string => markdown.renderInline(text);
