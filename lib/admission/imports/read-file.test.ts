import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFile, MOST_BYTES, readTable } from "./read-file";

const names = "address,name\nana@one.example,Anaïs عائشة\n";
const utf16 = (text: string, order: "le" | "be", mark: boolean): Uint8Array => {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

describe("decodeFile", () => {
  it.each([
    { bytes: Buffer.from(names), why: "UTF-8" },
    { bytes: Buffer.from(`\ufeff${names}`), why: "UTF-8 with its mark" },
    { bytes: utf16(names, "le", true), why: "UTF-16, little end first, marked" },
    { bytes: utf16(names, "be", true), why: "UTF-16, big end first, marked" },
  ])("reads $why", ({ bytes }) => {
    expect(decodeFile(bytes)).toEqual({ ok: true, value: names });
  });

  it.each(["le", "be"] as const)("reads UTF-16 without a mark by where its zeros stand: %s", (order) => {
    const latin = "address,name\nana@one.example,Ana\n";
    expect(decodeFile(utf16(latin, order, false))).toEqual({ ok: true, value: latin });
  });

  it.each([
    { bytes: Buffer.from(""), reason: "empty", why: "nothing" },
    { bytes: Buffer.alloc(MOST_BYTES + 1, "a"), reason: "too-large", why: "more than a megabyte" },
    { bytes: Buffer.from("address,name\nana@one.example,Anaïs\n", "latin1"), reason: "encoding", why: "Latin-1" },
    { bytes: Buffer.from("PK\u0003\u0004 and the rest"), reason: "not-text", why: "a spreadsheet's own file" },
    { bytes: Buffer.from("address\u0001"), reason: "not-text", why: "control characters" },
    {
      bytes: Buffer.from("address,name\nana@one.example,Anaï").subarray(0, -1),
      reason: "cut-off",
      why: "an end within a character",
    },
    { bytes: utf16(names, "le", true).subarray(0, -1), reason: "cut-off", why: "an end within a character of UTF-16" },
  ])("refuses $why as $reason", ({ bytes, reason }) => {
    expect(decodeFile(bytes)).toEqual({ ok: false, reason });
  });

  it("never throws, whatever comes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void decodeFile(bytes)));
  });
});

describe("readTable", () => {
  it.each([
    { text: "address,name\na@one.example,Ana", separator: "," },
    { text: "address;name\na@one.example;Ana", separator: ";" },
    { text: "address\tname\na@one.example\tAna", separator: "\t" },
    { text: "\ufeffEmail,Full name\r\na@one.example,Ana\r\n", separator: "," },
    { text: "Adresse électronique;Nom\ra@one.example;Ana\r", separator: ";" },
    { text: "البريد الإلكتروني,الاسم\na@one.example,Ana", separator: "," },
  ])("reads $text", ({ text, separator }) => {
    expect(readTable(text)).toMatchObject({
      ok: true,
      table: {
        separator,
        known: ["address", "name"],
        rows: [{ line: 2, cells: { address: "a@one.example", name: "Ana" }, short: false }],
      },
    });
  });

  it("keeps the number of each line, also after empty lines and cells of several lines", () => {
    const read = readTable(
      'address,name,position\na@one.example,Ana,"Head\nof desk"\n\n,,\nb@two.example,Ben,Clerk\nc@three.example,Cleo',
    );
    expect(read.ok && read.table.rows.map(({ line, short }) => ({ line, short }))).toEqual([
      { line: 3, short: false },
      { line: 6, short: false },
      { line: 7, short: true },
    ]);
  });

  it("takes direction characters and controls out of cells, and keeps what begins like a formula as text", () => {
    const read = readTable('address,name\na@one.example,"\u202e=HYPERLINK(""x"")"');
    expect(read.ok && read.table.rows[0]?.cells.name).toBe('=HYPERLINK("x")');
  });

  it("tells which columns mean nothing here", () => {
    const read = readTable("address,name,Shoe size\na@one.example,Ana,42");
    expect(read.ok && read.table.unknown).toEqual(["Shoe size"]);
  });

  it.each([
    { text: " \n ", problem: "empty" },
    { text: "name\nAna", problem: "no-address-column" },
    { text: "a@one.example,Ana", problem: "no-header" },
    { text: "address,email\na@one.example,b", problem: "column-twice" },
    { text: 'address,name\na@one.example,"Ana', problem: "cut-off" },
    { text: 'address,name\na@one.example,A"n"a', problem: "quotes" },
    { text: `address\n${"a@one.example\n".repeat(2001)}`, problem: "too-many-lines" },
    { text: `address\n${"é".repeat(500_001)}`, problem: "too-large" },
  ])("refuses as $problem", ({ text, problem }) => {
    expect(readTable(text)).toMatchObject({ ok: false, problem });
  });

  it("never throws, whatever comes", () => {
    const sign = fc.constantFrom("address", "name", ",", ";", '"', "\n", "\r", "\t", "a@b.example", " ", "é");
    fc.assert(fc.property(fc.array(sign, { maxLength: 40 }), (signs) => void readTable(signs.join(""))));
  });
});
