import path from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { DocumentPicture, QrPicture } from "./types";

/** The server is started in the project's root, so templates and fonts are found from there, bundled or not. */
const folder = path.join(process.cwd(), "lib/certificates/documents");

let compiler: NodeCompiler | undefined;
const getCompiler = (): NodeCompiler => {
  compiler ??= NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [path.join(folder, "fonts")] }] });
  return compiler;
};

/** How many pictures of organizations the compiler keeps decoded at once. */
const PICTURES_KEPT = 24;
const kept = new Set<string>();

/** Where a template finds a picture. A file never changes under its id, so one that was given before is there still. */
export const picturePath = ({ id, type }: Pick<DocumentPicture, "id" | "type">): string =>
  `/pictures/${id}.${type === "image/png" ? "png" : "jpg"}`;

function givePictures(pictures: readonly DocumentPicture[]): void {
  for (const picture of pictures) {
    const name = picturePath(picture);
    // What was used last is forgotten last.
    if (!kept.delete(name)) getCompiler().mapShadow(path.join(folder, name), Buffer.from(picture.content));
    kept.add(name);
  }
  for (const name of [...kept].slice(0, Math.max(0, kept.size - PICTURES_KEPT))) {
    getCompiler().unmapShadow(path.join(folder, name));
    kept.delete(name);
  }
}

type Source = { readonly mainFilePath: string };

/**
 * Sets a template over its data, in one call: a document handed to JavaScript in between would keep its native memory until the
 * garbage collector came by.
 */
function compile<Output>(
  template: string,
  data: object,
  pictures: readonly DocumentPicture[],
  give: (compiler: NodeCompiler, source: Source) => Output,
): Output {
  const instance = getCompiler();
  givePictures(pictures);
  // As a file and not as inputs, with which the compiler would make its whole library anew.
  instance.mapShadow(path.join(folder, "data.json"), Buffer.from(JSON.stringify(data)));
  const source = { mainFilePath: path.join(folder, template) };
  try {
    return give(instance, source);
  } catch (error) {
    // A refusal while laying out comes without a word here, but with its reason from the compiler.
    const reasons = instance
      .compile(source)
      .takeError()
      ?.shortDiagnostics.map(({ message }: { message: string }) => message);
    throw reasons ? new Error(`The template ${template} failed: ${reasons.join("; ")}`, { cause: error }) : error;
  } finally {
    instance.evictCache(2); // keeps the line-work, which every document uses, and forgets the last holders
  }
}

/** A document as PDF, tagged for PDF/UA-1 by the compiler's word. */
export function typesetPdf(
  template: string,
  { qr, ...data }: { readonly qr: QrPicture },
  pictures: readonly DocumentPicture[] = [],
): Uint8Array {
  // Pixels, because an SVG image costs the compiler about twice as much.
  getCompiler().mapShadow(path.join(folder, "qr.grey"), qr.pixels);
  return compile(template, { ...data, qrSide: qr.side }, pictures, (instance, source) =>
    instance.pdf(source, { pdfStandard: "ua-1" }),
  );
}

/** A document of one page as SVG; its letters are outlines, so that it needs no fonts. */
export const typesetSvg = (template: string, data: object): string =>
  compile(template, data, [], (instance, source) => instance.plainSvg(source));

/** The texts that the compiler could not show with the fonts it has, as it quotes them in its refusal. */
export const listUnprintable = (error: unknown): string[] => [
  ...new Set(Array.from(String(error).matchAll(/the text `\\?"(.+?)\\?"` could not/g), ([, text = ""]) => `"${text}"`)),
];

export const refuseUnprintable = (texts: readonly string[]): Error =>
  new Error(
    `No font in lib/certificates/documents/fonts can show ${texts.join(", ")}, so this document cannot be printed.`,
  );
