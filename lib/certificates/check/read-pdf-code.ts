/*
 * The code of a certificate in a PDF: it stands among the keywords, in the metadata, which is not packed. A PDF is not read
 * further than that: what it looks like proves nothing, so nothing but the code is taken from it.
 */

const keywords = [/<pdf:Keywords>([^<]{1,200})</g, /pdf:Keywords="([^"]{1,200})"/g, /\/Keywords\s*\(([^)]{1,200})\)/g];
const code = /(?<![0-9A-Za-z])(?:[0-9A-Za-z]{4}-?){4}[0-9A-Za-z]{2}(?![0-9A-Za-z])/g;

/** The texts in UTF-16 that PDF writes as "<FEFF…>", as plain ones. */
const plain = (text: string): string =>
  text.replace(/\/Keywords\s*<FEFF((?:[0-9A-F]{4}){1,200})>/gi, (_, hex: string) => {
    const letters = hex.match(/.{4}/g) ?? [];
    return `/Keywords (${letters.map((letter) => String.fromCharCode(Number.parseInt(letter, 16))).join("")})`;
  });

/** The one code that a PDF carries; null for a PDF with none, or with several. */
export function readPdfCode(file: Uint8Array): string | null {
  const text = plain(new TextDecoder("latin1").decode(file));
  const found = new Set(
    keywords
      .flatMap((keyword) => [...text.matchAll(keyword)].map(([, value]) => value ?? ""))
      .flatMap((value) => value.match(code) ?? [])
      .map((one) => one.replaceAll("-", "").toUpperCase()),
  );
  const [one, ...others] = found;
  return one !== undefined && others.length === 0 ? one : null;
}
