/*
 * Finding a passage in a text that stands in many pieces (the text nodes of a page). White space counts as one space, so that a
 * passage copied over a line break is found as well.
 */

/** A place in a text of pieces: which piece, and how many characters into it. */
export type Spot = { readonly piece: number; readonly offset: number };
export type Span = { readonly piece: number; readonly from: number; readonly to: number };

/** A passage as it is kept and compared. */
export const clean = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** The pieces as one line, and for each of its characters where it stands. */
function flatten(pieces: readonly string[]): { readonly text: string; readonly spots: readonly Spot[] } {
  let text = "";
  const spots: Spot[] = [];
  for (const [piece, characters] of pieces.entries())
    for (let offset = 0; offset < characters.length; offset++) {
      const character = characters[offset] ?? "";
      const isSpace = /\s/u.test(character);
      if (isSpace && (text === "" || text.endsWith(" "))) continue;
      text += isSpace ? " " : character;
      spots.push({ piece, offset });
    }
  return { text, spots };
}

/** Where a passage stands, as one span a piece, at its first occurrence; none where the text does not have it. */
export function findQuote(pieces: readonly string[], quote: string): Span[] {
  const wanted = clean(quote);
  const { text, spots } = flatten(pieces);
  const at = wanted === "" ? -1 : text.indexOf(wanted);
  if (at < 0) return [];
  const spans: { piece: number; from: number; to: number }[] = [];
  for (const { piece, offset } of spots.slice(at, at + wanted.length)) {
    const last = spans.at(-1);
    if (last?.piece === piece) last.to = offset + 1;
    else spans.push({ piece, from: offset, to: offset + 1 });
  }
  return spans;
}
