import type { MessageKey } from "@/lib/content/messages";
import { cleanName } from "@/lib/format/fold";
import { ok, type Result, refuse } from "@/lib/result";

/** The largest file that is kept; the database has the same check. */
export const MAXIMUM_FILE_BYTES = 10_485_760;
const MAXIMUM_NAME_CHARACTERS = 120;

/** What a person is told of a file that was not taken. */
export type UploadRefusal = "empty" | "too-large" | "kind" | "content" | "too-much";

/** The sentence of a refusal. */
export const uploadProblem = (reason: UploadRefusal): MessageKey => `problem.file-${reason}`;

type Recognizer = (content: Uint8Array) => boolean;
type FileKind = { readonly type: string; readonly extensions: readonly string[]; readonly recognize: Recognizer };

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const starts =
  (signature: readonly number[]): Recognizer =>
  (content) =>
    signature.every((byte, i) => content[i] === byte);

type ZipEntry = { readonly name: string; readonly at: number; readonly method: number; readonly size: number };

/**
 * The entries of a ZIP archive, from its directory; null for what is none. Nothing is unpacked: names, places and sizes are
 * enough to tell a document from an archive.
 */
function zipEntries(content: Uint8Array): ZipEntry[] | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  // The end of the directory is the last thing in the file, before a comment of at most 65,535 bytes.
  let end = content.length - 22;
  const first = Math.max(0, end - 65_535);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < first || content.length < 22) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > content.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: latin1(content.subarray(at + 46, at + 46 + nameLength)),
      at: view.getUint32(at + 42, true),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 24, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** An Office document: an archive with this main part and without macros. */
const office =
  (mainPart: string): Recognizer =>
  (content) => {
    const names = zipEntries(content)?.map(({ name }) => name) ?? [];
    return (
      names.includes("[Content_Types].xml") &&
      names.includes(mainPart) &&
      !names.some((name) => /vbaProject/i.test(name))
    );
  };

/** An OpenDocument file: an archive that begins with its own type, stored as it is. */
const openDocument =
  (type: string): Recognizer =>
  (content) => {
    const [first] = zipEntries(content)?.toSorted((a, b) => a.at - b.at) ?? [];
    if (first?.name !== "mimetype" || first.method !== 0 || first.at + 30 > content.length) return false;
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const start = first.at + 30 + view.getUint16(first.at + 26, true) + view.getUint16(first.at + 28, true);
    return latin1(content.subarray(start, start + first.size)) === type;
  };

/** Text has no control characters but tabs and line breaks, and does not begin as a page or a drawing does. */
const text: Recognizer = (content) => {
  for (const byte of content) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
  const beginning = latin1(content.subarray(0, 1024));
  return !/^(?:\xef\xbb\xbf)?\s*<\s*[!?/a-z]|<(?:!doctype|\?xml|html|head|body|script|svg|math|iframe)\b/i.test(
    beginning,
  );
};

const openXml = "application/vnd.openxmlformats-officedocument";
const oasis = "application/vnd.oasis.opendocument";
const kinds: readonly FileKind[] = [
  { type: "application/pdf", extensions: ["pdf"], recognize: starts([0x25, 0x50, 0x44, 0x46, 0x2d]) },
  { type: "image/png", extensions: ["png"], recognize: starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: "image/jpeg", extensions: ["jpg", "jpeg"], recognize: starts([0xff, 0xd8, 0xff]) },
  {
    type: "image/webp",
    extensions: ["webp"],
    recognize: (content) => /^RIFF[\s\S]{4}WEBP/.test(latin1(content.subarray(0, 12))),
  },
  { type: `${openXml}.wordprocessingml.document`, extensions: ["docx"], recognize: office("word/document.xml") },
  { type: `${openXml}.presentationml.presentation`, extensions: ["pptx"], recognize: office("ppt/presentation.xml") },
  { type: `${openXml}.spreadsheetml.sheet`, extensions: ["xlsx"], recognize: office("xl/workbook.xml") },
  { type: `${oasis}.text`, extensions: ["odt"], recognize: openDocument(`${oasis}.text`) },
  { type: `${oasis}.presentation`, extensions: ["odp"], recognize: openDocument(`${oasis}.presentation`) },
  { type: `${oasis}.spreadsheet`, extensions: ["ods"], recognize: openDocument(`${oasis}.spreadsheet`) },
  { type: "text/plain", extensions: ["txt"], recognize: text },
  { type: "text/csv", extensions: ["csv"], recognize: text },
];

/** The endings of the files that are taken, as a file field's `accept` lists them. */
export const acceptedFiles = kinds
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(",");

/** Names that Windows keeps for devices; a file of such a name cannot be saved there. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;

/**
 * The name under which a file is kept and given: no path, no control or bidi characters, nothing that a file system refuses,
 * at most 120 characters, its ending in lower case.
 */
export function cleanFileName(name: string): string {
  const base = cleanName(name.split(/[/\\]/).at(-1) ?? "").replace(/[<>:"|?*]/g, "_");
  const dot = base.lastIndexOf(".");
  const extension =
    dot < 0
      ? ""
      : base
          .slice(dot)
          .toLowerCase()
          .replace(/[. ]+$/, "");
  const stem = (dot < 0 ? base : base.slice(0, dot)).replace(/^[. ]+|[. ]+$/g, "");
  // What stands before the first dot decides whether a device is meant.
  const named = stem === "" ? "file" : reserved.test(stem.split(".")[0]?.trim() ?? "") ? `_${stem}` : stem;
  const room = MAXIMUM_NAME_CHARACTERS - [...extension].length;
  return [...named].slice(0, room).join("").trimEnd() + extension;
}

/** Whether a file may be kept: by its size, by the ending of its name, and by what it really is. Gives its name and type. */
export function examineFile(file: {
  readonly name: string;
  readonly content: Uint8Array;
}): Result<{ readonly name: string; readonly type: string }, Exclude<UploadRefusal, "too-much">> {
  if (file.content.length === 0) return refuse("empty");
  if (file.content.length > MAXIMUM_FILE_BYTES) return refuse("too-large");
  const name = cleanFileName(file.name);
  const extension = name.slice(name.lastIndexOf(".") + 1);
  const kind = name.includes(".") ? kinds.find(({ extensions }) => extensions.includes(extension)) : undefined;
  if (!kind) return refuse("kind");
  return kind.recognize(file.content) ? ok({ name, type: kind.type }) : refuse("content");
}

/** The header that gives a file its name whatever its script (RFC 6266): a plain name, and the whole one beside it. */
export function attachmentHeader(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
