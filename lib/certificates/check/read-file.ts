import { concat, unpack } from "./encoding";
import type { FileReason, ReadFile } from "./types";

/*
 * A credential out of a file: JSON, or a badge image with one baked in. Nothing is drawn, and no entity is resolved.
 */

const MAXIMUM_FILE_BYTES = 2_097_152;
const MAXIMUM_CREDENTIAL_BYTES = 524_288;

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const PNG_KEYWORD = "openbadgecredential";
export const SVG_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0";

const refuse = (reason: FileReason): ReadFile => ({ ok: false, reason });

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean => start.every((byte, at) => bytes[at] === byte);

/** The text of bytes in UTF-8; null for bytes that are none. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(kind: "json" | "png" | "svg", text: string | null): ReadFile {
  if (text === null) return refuse("broken");
  if (text.length > MAXIMUM_CREDENTIAL_BYTES) return refuse("too-large");
  try {
    const credential: unknown = JSON.parse(text);
    return typeof credential === "object" && credential !== null && !Array.isArray(credential)
      ? { ok: true, kind, credential }
      : refuse("no-credential");
  } catch {
    return refuse(kind === "json" ? "broken" : "no-credential");
  }
}

/** The text of an iTXt chunk of the keyword; null for another keyword. */
async function readText(chunk: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const end = chunk.indexOf(0);
  if (end < 1 || textOf(chunk.subarray(0, end)) !== PNG_KEYWORD) return null;
  const compressed = chunk[end + 1] === 1;
  const language = chunk.indexOf(0, end + 3);
  const translated = language === -1 ? -1 : chunk.indexOf(0, language + 1);
  if (translated === -1 || (compressed && chunk[end + 2] !== 0)) throw new Error("no text");
  const content = chunk.slice(translated + 1);
  const text = textOf(compressed ? await unpack(content, "deflate", MAXIMUM_CREDENTIAL_BYTES) : content);
  if (text === null) throw new Error("no text");
  return text;
}

async function readPng(bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: string[] = [];
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return refuse("broken");
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "iTXt") {
      try {
        const text = await readText(bytes.slice(at + 8, at + 8 + length));
        if (text !== null) found.push(text);
      } catch {
        return refuse("broken");
      }
    }
    if (type === "IEND") break;
    at += 12 + length;
  }
  if (found.length > 1) return refuse("ambiguous");
  return found[0] === undefined ? refuse("no-credential") : parse("png", found[0]);
}

/** The five entities that XML itself has, and numbers; a document type, which could name others, was refused before. */
const decodeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name: string) => {
    if (name) return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name.toLowerCase()] ?? whole;
    const point = hex ? Number.parseInt(hex as string, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

function readSvg(text: string): ReadFile {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return refuse("broken");
  const plain = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (part) =>
    part.startsWith("<!--") ? "" : part,
  );
  const prefix = new RegExp(
    `xmlns:([A-Za-z][\\w.-]{0,40})\\s*=\\s*["']${SVG_NAMESPACE.replaceAll(".", "\\.")}/?["']`,
  ).exec(plain)?.[1];
  if (!prefix) return refuse("no-credential");
  const name = prefix.replaceAll(".", "\\.");
  const parts = [
    ...plain.matchAll(new RegExp(`<${name}:credential\\b[^>]*?(?:/>|>([\\s\\S]*?)</${name}:credential\\s*>)`, "g")),
  ];
  if (parts.length > 1) return refuse("ambiguous");
  const [inner] = parts.map(([, content]) => content ?? "");
  if (inner === undefined) return refuse("no-credential");
  const json = inner
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/)
    .map((part, at) => (at % 2 === 1 ? part : decodeXml(part)))
    .join("")
    .trim();
  return parse("svg", json);
}

/** Reads the credential in a file, by what the file is and not by its name. */
export async function readCredentialFile(file: Uint8Array): Promise<ReadFile> {
  if (file.length > MAXIMUM_FILE_BYTES) return refuse("too-large");
  const bytes = concat(file);
  if (startsWith(bytes, PNG_SIGNATURE)) return readPng(bytes);
  if (startsWith(bytes, new TextEncoder().encode("%PDF-"))) return refuse("pdf");
  const text = textOf(bytes)?.replace(/^\uFEFF/, "");
  if (text === undefined) return refuse("unknown-kind");
  const start = text.trimStart();
  if (start.startsWith("{")) return parse("json", text);
  return start.startsWith("<") ? readSvg(text) : refuse("unknown-kind");
}
