import { describe, expect, it } from "vitest";
import { readPdfCode } from "./read-pdf-code";

const code = "MKDQWDCH2AX5A6FZTM";
const read = (text: string): string | null => readPdfCode(new TextEncoder().encode(`%PDF-1.7\n${text}\n%%EOF`));
const inUtf16 = (text: string): string =>
  `FEFF${[...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, "0")).join("")}`;

describe("readPdfCode", () => {
  it.each([
    ["its own metadata", `<x:xmpmeta><pdf:Keywords>${code}</pdf:Keywords></x:xmpmeta>`],
    ["metadata as attributes", `<rdf:Description pdf:Keywords="${code}"/>`],
    ["the document's information", `<< /Keywords (${code}) >>`],
    ["information in UTF-16", `<< /Keywords <${inUtf16(code)}> >>`],
    ["groups, among other words", "<pdf:Keywords>certificate, mkdq-wdch-2ax5-a6fz-tm</pdf:Keywords>"],
    ["both places, the same", `/Keywords (${code}) <pdf:Keywords>${code}</pdf:Keywords>`],
  ])("reads it from %s", (_, text) => {
    expect(read(text)).toBe(code);
  });

  it.each([
    ["there is none", "<pdf:Keywords>certificate</pdf:Keywords>"],
    ["it stands in the page alone", `(${code}) Tj`],
    ["it stands in the title alone", `<dc:title>${code}</dc:title> /Title (${code})`],
    ["two stand there", `<pdf:Keywords>${code}, FRNR14E3WNSKS5YPNB</pdf:Keywords>`],
    ["two places differ", `/Keywords (FRNR14E3WNSKS5YPNB) <pdf:Keywords>${code}</pdf:Keywords>`],
    ["it is longer", `/Keywords (${code}0)`],
    ["the text never ends", `/Keywords (${"MKDQ-".repeat(100_000)}`],
  ])("tells nothing where %s", (_, text) => {
    expect(read(text)).toBeNull();
  });
});
