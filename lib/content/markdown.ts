import MarkdownIt from "markdown-it";
import { renderFigure } from "./figures";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// [^2] is the second of the lesson's citations; the list stands at the end of the page.
markdown.inline.ruler.before("link", "citation", (state, silent) => {
  const match = /^\[\^(\d{1,2})\]/.exec(state.src.slice(state.pos, state.pos + 6));
  if (!match) return false;
  if (!silent) state.push("citation", "", 0).content = match[1] ?? "";
  state.pos += match[0].length;
  return true;
});
markdown.renderer.rules.citation = (tokens, index) => {
  const number = tokens[index]?.content ?? "";
  return `<sup><a href="#citation-${number}">${number}</a></sup>`;
};

// Treaties and United Nations reports number their paragraphs; so do lessons, and each number is an address.
markdown.core.ruler.push("paragraph_numbers", (state) => {
  let number = 0;
  for (const token of state.tokens) {
    if (token.type === "paragraph_open" && token.level === 0) {
      number++;
      token.attrSet("id", `p${number}`);
      token.meta = { number };
    }
    // A column's alignment would be an inline style, which the page's policy refuses.
    if (token.type === "th_open" || token.type === "td_open") token.attrs = null;
    if (token.type === "th_open") token.attrSet("scope", "col");
  }
});
markdown.renderer.rules.paragraph_open = (tokens, index, options, _env, self) => {
  const token = tokens[index];
  const number = (token?.meta as { number: number } | null)?.number ?? null;
  const open = self.renderToken(tokens, index, options);
  return number === null ? open : `${open}<a class="paragraph-number" href="#p${number}">${number}</a> `;
};
markdown.renderer.rules.table_open = () => '<div class="table-scroll" tabindex="0"><table>';
markdown.renderer.rules.table_close = () => "</table></div>";

type PageState = { readonly language: string; figures: number };

const plainFence = markdown.renderer.rules.fence;
markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
  const token = tokens[index];
  if (token?.info.trim() !== "figure") return plainFence?.(tokens, index, options, env, self) ?? "";
  const state = env as PageState;
  state.figures++;
  return renderFigure(token.content, `figure-${state.figures}`, state.language);
};

/**
 * A lesson page's Markdown as HTML: no raw HTML passes, paragraphs are numbered, citations link to their list, and figures
 * are drawn. Errors: throws an Error for a figure that is malformed.
 */
export const renderLesson = (text: string, language = "en"): string =>
  markdown.render(text, { language, figures: 0 } satisfies PageState);

/** Words of a Markdown text, markup and figures left out. */
export const countWords = (text: string): number =>
  text
    .replace(/^```figure\n[\s\S]*?^```$/gm, " ")
    .replace(/\[\^\d+\]|[#>*|`_-]/g, " ")
    .split(/\s+/)
    .filter(Boolean).length;
