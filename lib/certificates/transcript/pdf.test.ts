import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPdfCode } from "../check/read-pdf-code";
import { formatCode } from "../code";
import { renderTranscriptPdf } from "./pdf";
import type { TranscriptEntry, TranscriptSnapshot } from "./types";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "transcript-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const code = "7QK4ZP2M9XWB3HTC5N";
const verifyUrl = `https://academy.example.org/verify/${code}`;

const buildEntry = (fields: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  courseTitle: "Cyber norms for CSIRTs",
  eventTitle: "Cyber norms, spring run",
  eventReference: "CHY-2027-014",
  organizer: "Office of Tests",
  zone: "Indian/Mauritius",
  startsOn: "2027-03-01",
  endsOn: "2027-03-12",
  satOn: "2027-03-11",
  studyHours: 24,
  verdict: "passed",
  score: "84\u00a0%",
  attendance: { attended: 3, counted: 4 },
  certificates: [{ code: "ABCDEFGHJKMNPQRSTV", kind: "itu-certificate" }],
  ...fields,
});

const buildSnapshot = (fields: Partial<TranscriptSnapshot> = {}): TranscriptSnapshot => ({
  holderName: "Amina Ramgoolam-Delacroix",
  nativeName: null,
  issuer: "Chancery, academy.example.org",
  language: "en",
  madeOn: "2027-06-01",
  zone: "Africa/Nairobi",
  entries: [buildEntry()],
  ...fields,
});

function poppler(tool: "pdftotext" | "pdfinfo", ...parameters: string[]): string {
  const { error, stdout } = spawnSync(tool, parameters, { encoding: "utf8" });
  if (error) throw new Error("Install poppler-utils (pdftotext, pdfinfo) to run this test.");
  return stdout;
}

function read(snapshot: TranscriptSnapshot, fields: { state?: "valid" | "revoked"; specimen?: boolean } = {}) {
  const file = path.join(folder, "transcript.pdf");
  const pdf = renderTranscriptPdf({ snapshot, code, state: "valid", specimen: false, verifyUrl, ...fields });
  writeFileSync(file, pdf);
  const text = poppler("pdftotext", file, "-")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");
  const info = poppler("pdfinfo", file);
  return { pdf, text, info, pages: Number(/^Pages: +(\d+)$/m.exec(info)?.[1]) };
}

describe("renderTranscriptPdf", { timeout: 30_000 }, () => {
  it("says whose results, when it was made, what came of each event, and how to verify it", () => {
    const { pdf, text, info, pages } = read(buildSnapshot());
    for (const words of [
      "Transcript of results",
      "Amina Ramgoolam-Delacroix",
      "Made on 1 June 2027 (Africa/Nairobi)",
      "Cyber norms for CSIRTs",
      "CHY-2027-014",
      "Office of Tests",
      "passed 84 %",
      "exam on 11 March 2027",
      "attended 3 of 4 sessions",
      "ABCD-EFGH-JKMN-PQRS-TV",
      formatCode(code),
      verifyUrl,
      "Page 1 of 1",
    ])
      expect(text).toContain(words);
    expect(pages).toBe(1);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(readPdfCode(pdf)).toBe(code);
  });

  it.each([
    { language: "fr", words: ["Relevé de résultats", "réussi 84 %", "1er juin 2027"] },
    { language: "es", words: ["Expediente de resultados", "aprobado 84 %", "1 de junio de 2027"] },
    { language: "ar", words: ["كشف النتائج", "اجتياز", "2027"] },
  ] as const)("speaks its language and gives names back exactly: $language", ({ language, words }) => {
    for (const holderName of [
      "Nguyễn Thị Ánh",
      "ياسمين علاء الدين الخالدي",
      "مُحَمَّد بنُ عَبْدِ اللّٰه",
      "Юлія Ґалаґан",
      "Ḥammād al-Ṭabarī",
      "王小明",
    ]) {
      const { text } = read(buildSnapshot({ language, holderName }));
      for (const word of [holderName, ...words]) expect(text).toContain(word.normalize("NFC"));
    }
  });

  it("goes on over as many pages as it needs, each with its number", () => {
    const entries = Array.from({ length: 30 }, (_, at) => buildEntry({ eventReference: `CHY-${at}` }));
    const { text, pages } = read(buildSnapshot({ entries }));
    expect(pages).toBeGreaterThan(2);
    expect(text).toContain(`Page ${pages} of ${pages}`);
    expect(text).toContain("CHY-29");
  });

  it("says SPECIMEN and REVOKED if, and only if, it is", () => {
    expect(read(buildSnapshot(), { specimen: true }).text).toContain("SPECIMEN");
    expect(read(buildSnapshot(), { state: "revoked" }).text).toContain("REVOKED");
    expect(read(buildSnapshot()).text).not.toMatch(/SPECIMEN|REVOKED/);
  });

  it("is silent about what is not known, and leaves out a native name that no font shows", () => {
    const entry = buildEntry({
      startsOn: null,
      endsOn: null,
      satOn: null,
      studyHours: null,
      score: null,
      attendance: null,
    });
    const { text } = read(buildSnapshot({ nativeName: "ᠮᠣᠩᠭᠣᠯ", entries: [{ ...entry, certificates: [] }] }));
    expect(text).not.toMatch(/null|undefined|exam on|attended|ᠮ/);
  });
});
