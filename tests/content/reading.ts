/** What a reader reads: no tags, no drawings, no paragraph numbers, no citation marks; each block on a line of its own. */
export const plainText = (html: string): string =>
  html
    .replace(/<svg .*?<\/svg>/gs, "")
    .replace(/<a class="paragraph-number"[^>]*>\d+<\/a>/g, "")
    .replace(/<sup>.*?<\/sup>/g, "")
    .replace(/<\/(?:p|li|h\d|td|th|tr|blockquote|figcaption|summary)>/g, "\n")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The running text alone: paragraphs and list items, without headings, tables and figures. */
export const sentences = (html: string): string[] =>
  plainText(html.replace(/<figure .*?<\/figure>|<table>.*?<\/table>|<h\d[^>]*>.*?<\/h\d>/gs, ""))
    .split("\n")
    .flatMap((block) => block.trim().split(/(?<=[.?!][)"”]?)\s+(?=["“(]?[A-Z])/))
    .filter((sentence) => /\w/.test(sentence));

export const words = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’:+/.-][\p{L}\p{N}]+)*/gu) ?? [];

/** Every run of so many words in a text, in order. */
export const runsOf = (text: string, length: number): string[] => {
  const all = words(text);
  return Array.from({ length: Math.max(0, all.length - length + 1) }, (_, i) => all.slice(i, i + length).join(" "));
};

const known = new Map<string, ReadonlySet<string>>();

/** The three-letter pieces of a text; kept, since each text is compared with many. */
function piecesOf(text: string): ReadonlySet<string> {
  const before = known.get(text);
  if (before) return before;
  const pieces = new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
      const padded = `  ${word} `;
      return Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3));
    }),
  );
  known.set(text, pieces);
  return pieces;
}

/** How alike two texts are, from 0 to 1: the share of their three-letter pieces that both have (as pg_trgm counts them). */
export function similarity(a: string, b: string): number {
  const [first, second] = [piecesOf(a), piecesOf(b)];
  let both = 0;
  for (const piece of first) if (second.has(piece)) both++;
  return both / (first.size + second.size - both);
}
