import { describe, expect, it } from "vitest";
import { attachmentHeader, cleanFileName, examineFile, MAXIMUM_FILE_BYTES } from "./rules";

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part)))),
  );

const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
const u32 = (value: number): number[] => [...u16(value & 65_535), ...u16(value >>> 16)];

/** An archive of stored entries, as small as the format allows. */
function buildZip(entries: Readonly<Record<string, string>>): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, body] of Object.entries(entries)) {
    const sizes = [...u32(0), ...u32(body.length), ...u32(body.length), ...u16(name.length), ...u16(0)];
    const local = bytes("PK\x03\x04", [...u16(20), ...u16(0), ...u16(0), ...u32(0), ...sizes], name, body);
    directory.push(
      bytes(
        "PK\x01\x02",
        [...u16(20), ...u16(20), ...u16(0), ...u16(0), ...u32(0), ...sizes],
        [...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(at)],
        name,
      ),
    );
    locals.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = directory.length;
  return bytes(...locals.map((part) => [...part]), ...directory.map((part) => [...part]), "PK\x05\x06", [
    ...u32(0),
    ...u16(count),
    ...u16(count),
    ...u32(size),
    ...u32(at),
    ...u16(0),
  ]);
}

const office = (main: string, more: Record<string, string> = {}): Uint8Array =>
  buildZip({ "[Content_Types].xml": "<Types/>", [main]: "<x/>", ...more });
const oasis = (type: string): Uint8Array =>
  buildZip({ mimetype: `application/vnd.oasis.opendocument.${type}`, "content.xml": "<x/>" });

describe("a file is taken by its ending and by what it is (S27)", () => {
  it.each([
    ["a.pdf", bytes("%PDF-1.7\n"), "application/pdf"],
    ["a.PNG", bytes("\x89PNG\r\n\x1a\n"), "image/png"],
    ["a.jpg", bytes([0xff, 0xd8, 0xff, 0xe0]), "image/jpeg"],
    ["a.jpeg", bytes([0xff, 0xd8, 0xff, 0xe0]), "image/jpeg"],
    ["a.webp", bytes("RIFF\x10\x00\x00\x00WEBPVP8 "), "image/webp"],
    ["a.docx", office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    [
      "a.pptx",
      office("ppt/presentation.xml"),
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ],
    ["a.xlsx", office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["a.odt", oasis("text"), "application/vnd.oasis.opendocument.text"],
    ["a.odp", oasis("presentation"), "application/vnd.oasis.opendocument.presentation"],
    ["a.ods", oasis("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"],
    ["a.txt", new TextEncoder().encode("Agenda: Ana <ana@test.example.org>\n"), "text/plain"],
    ["a.csv", new TextEncoder().encode("\ufeffname,State\nنور,MU\n"), "text/csv"],
  ])("%s is taken", (name, content, type) => {
    expect(examineFile({ name, content })).toEqual({ ok: true, value: { name: name.toLowerCase(), type } });
  });

  it.each([
    ["a.zip", buildZip({ a: "b" }), "kind", "an archive"],
    ["a.html", bytes("<!doctype html>"), "kind", "a page"],
    ["a.svg", bytes("<svg/>"), "kind", "a drawing that can run programs"],
    ["a.exe", bytes("MZ"), "kind", "a program"],
    ["a", bytes("%PDF-1.7"), "kind", "no ending"],
    ["pdf", bytes("%PDF-1.7"), "kind", "an ending without a dot"],
    ["a.docm", office("word/document.xml"), "kind", "a document with macros"],
    ["a.pdf.html", bytes("%PDF-1.7"), "kind", "the last ending counts"],
    ["a.pdf", bytes("<html>%PDF-1.7"), "content", "a page under another name"],
    ["a.png", bytes("%PDF-1.7"), "content", "another kind under its name"],
    ["a.docx", buildZip({ a: "b" }), "content", "any archive under a document's name"],
    ["a.docx", office("xl/workbook.xml"), "content", "a table under a text's name"],
    ["a.docx", office("word/document.xml", { "word/vbaProject.bin": "x" }), "content", "macros inside"],
    ["a.docx", bytes("PK\x03\x04 and nothing more"), "content", "cut off"],
    ["a.odt", oasis("spreadsheet"), "content", "a table under a text's name"],
    [
      "a.odt",
      buildZip({ "content.xml": "", mimetype: "application/vnd.oasis.opendocument.text" }),
      "content",
      "its type is not the first entry",
    ],
    ["a.txt", bytes("\n\n <script>alert(1)</script>"), "content", "a page as text"],
    ["a.csv", bytes("a,b\n1,<svg onload=alert(1)>"), "content", "a drawing in a table"],
    ["a.txt", bytes("a\0b"), "content", "bytes that are no text"],
    ["a.pdf", new Uint8Array(), "empty", "nothing in it"],
    ["a.pdf", new Uint8Array(MAXIMUM_FILE_BYTES + 1), "too-large", "one byte too many"],
  ])("%s is refused: %s %s, %s", (name, content, reason) => {
    expect(examineFile({ name, content })).toEqual({ ok: false, reason });
  });

  it("ten megabytes are taken whole, and an archive whose directory lies does not harm", () => {
    const large = new Uint8Array(MAXIMUM_FILE_BYTES);
    large.set(bytes("%PDF-1.7"));
    expect(examineFile({ name: "a.pdf", content: large }).ok).toBe(true);
    const lying = bytes("PK\x03\x04", new Array<number>(40).fill(0), "PK\x05\x06", [
      ...u32(0),
      ...u16(65_535),
      ...u16(65_535),
      ...u32(99),
      ...u32(4_000_000_000),
      ...u16(0),
    ]);
    expect(examineFile({ name: "a.docx", content: lying })).toEqual({ ok: false, reason: "content" });
  });
});

describe("a file's name", () => {
  it.each([
    ["../../etc/passwd.txt", "passwd.txt"],
    ["C:\\Users\\ana\\slides.PPTX", "slides.pptx"],
    ["invoice\u202exdp.fdp.pdf", "invoicexdp.fdp.pdf"],
    ["a\r\nset-cookie: x.pdf", "a set-cookie_ x.pdf"],
    ["a\u0007b.pdf", "ab.pdf"],
    ["CON.txt", "_CON.txt"],
    ["nul.tar.csv", "_nul.tar.csv"],
    ["console.txt", "console.txt"],
    [".pdf", "file.pdf"],
    ["...pdf", "file.pdf"],
    ["a. .pdf", "a.pdf"],
    ['<b>"x"|?.pdf', "_b__x___.pdf"],
    ["برنامج الدورة.pdf", "برنامج الدورة.pdf"],
    ["e\u0301te\u0301.pdf", "été.pdf"],
  ])("%j becomes %j", (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  it("is at most 120 characters, its ending with it, and no character is cut in two", () => {
    const name = cleanFileName(`${"🗂".repeat(300)}.pdf`);
    expect([...name]).toHaveLength(120);
    expect(name.endsWith(".pdf")).toBe(true);
    expect(name.isWellFormed()).toBe(true);
  });

  it("travels in a header of plain characters, whole for who reads RFC 6266", () => {
    expect(attachmentHeader("été 100% (v'2).pdf")).toBe(
      "attachment; filename=\"ete 100_ (v'2).pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20100%25%20%28v%272%29.pdf",
    );
    expect(attachmentHeader("برنامج.pdf")).toMatch(/^[\x20-\x7e]+$/);
  });
});
