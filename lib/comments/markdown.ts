import MarkdownIt from "markdown-it";

/*
 * The Markdown of comments: emphasis, links, lists, quotations and code. No HTML passes, no picture is shown, and there are no
 * headings, which would break the order of the page's own.
 */

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true, maxNesting: 20 }).disable([
  "image",
  "heading",
  "lheading",
  "hr",
  "table",
  "reference",
]);
// Only a whole address is made a link: what merely looks like one stays as it was typed.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.linkify.add("ftp:", null).add("mailto:", null).add("//", null);
markdown.validateLink = (address) => /^(?:https?:\/\/[^\s/]|\/(?![/\\]))/i.test(address);
// What a stranger links to is not recommended by the page, and learns nothing of who comes from it.
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet("rel", "nofollow ugc noopener noreferrer");
  return self.renderToken(tokens, index, options);
};
// Each block reads in the direction of its own first words; what stands inside it goes with it, marks of a list too.
markdown.core.ruler.push("directions", (state) => {
  for (const token of state.tokens) if (token.level === 0 && token.type.endsWith("_open")) token.attrSet("dir", "auto");
});

/** A comment as HTML that is safe on any page. */
export const renderComment = (text: string): string => markdown.render(text);
