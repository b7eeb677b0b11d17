import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPdfCode } from "../check/read-pdf-code";
import { formatCode } from "../code";
import type { CertificateSnapshot } from "../types";
import { type CertificatePdfInput, renderCertificatePdf } from "./certificate-pdf";
import type { DocumentPicture } from "./types";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "certificate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const code = "7QK4ZP2M9XWB3HTC5N";
/** A grey point as a PNG file. */
const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==";
const verifyUrl = `https://academy.example.org/verify/${code}`;
const veryLong =
  "Maria-Magdalena Wilhelmina Konstantinopoulou-Featherstonehaugh de Vasconcelos e Albuquerque-Ramanantsoa of Antananarivo";

/** A valid ITU certificate in English; a test states only what its claim depends on. */
function buildInput(
  snapshot: Partial<CertificateSnapshot> = {},
  fields: Partial<Omit<CertificatePdfInput, "snapshot">> = {},
): CertificatePdfInput {
  return {
    snapshot: {
      holderName: "Amina Ramgoolam-Delacroix",
      nativeName: null,
      courseTitle: "United Nations cyber norms for CSIRTs",
      eventTitle: "Cyber norms for CSIRTs, spring run for the Indian Ocean",
      eventReference: "CHY-2027-014",
      organizer: "Training desk of a national CSIRT",
      issuer: "https://academy.example.org",
      signatory: "Head of training",
      language: "en",
      zone: "Indian/Mauritius",
      startsOn: "2027-03-01",
      endsOn: "2027-03-12",
      completedOn: "2027-03-12",
      releasedOn: "2027-03-19",
      studyHours: 24,
      questions: 30,
      thresholdPercent: 70,
      strict: true,
      leastPoints: 22,
      possiblePoints: 30,
      ...snapshot,
    },
    code,
    kind: "itu-certificate",
    state: "valid",
    specimen: false,
    scoreShown: false,
    verifyUrl,
    ...fields,
  };
}

function poppler(tool: "pdftotext" | "pdfinfo" | "pdffonts", ...parameters: string[]): string {
  const { error, stdout } = spawnSync(tool, parameters, { encoding: "utf8" });
  if (error) throw new Error("Install poppler-utils (pdftotext, pdfinfo, pdffonts) to run this test.");
  return stdout;
}

/** What a reader gets out of a document; its text is on one line and without the marks that only steer direction. */
function read(input: CertificatePdfInput) {
  const file = path.join(folder, "certificate.pdf");
  writeFileSync(file, renderCertificatePdf(input));
  const text = poppler("pdftotext", file, "-")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");
  return { file, text, pages: Number(/^Pages: +(\d+)$/m.exec(poppler("pdfinfo", file))?.[1]) };
}

describe("renderCertificatePdf", { timeout: 30_000 }, () => {
  it.each([
    { name: "Amina Ramgoolam-Delacroix", why: "Latin" },
    { name: "Nguyễn Thị Ánh", why: "Vietnamese" },
    { name: "Юлія Ґалаґан", why: "Cyrillic" },
    { name: "Ελένη Παπαδοπούλου", why: "Greek" },
    { name: "ياسمين علاء الدين الخالدي", why: "Arabic, with lam-alif" },
    { name: "مریم گلستانی پژوهش", why: "Persian" },
    { name: veryLong, why: "about 120 letters" },
    { name: "W".repeat(120), why: "120 letters in one word" },
    { name: "王小明", why: "Chinese, simplified" },
    { name: "陳怡君", why: "Chinese, traditional" },
    { name: "山田 花子 さくら", why: "Japanese", languages: ["en", "fr"] },
    { name: "김철수", why: "Korean" },
    { name: "สมชาย ใจดี", why: "Thai", languages: ["en", "fr"] },
    { name: "דוד כהן־לוי", why: "Hebrew" },
    { name: "مُحَمَّد بنُ عَبْدِ اللّٰه حدّاد", why: "Arabic with vowels" },
    { name: "القُرَشِيُّ الطَّالِبِيُّ أَحْمَدٌ", why: "Arabic with a vowel at the end" },
    { name: "דָּוִד כֹּהֵן־לֵוִי", why: "Hebrew with vowels" },
    { name: "Ali مُحَمَّد حدّاد", why: "Latin, then Arabic with vowels", languages: ["en", "fr"] },
    { name: "مُحَمَّد حدّاد Ali", why: "Arabic with vowels, then Latin", languages: ["ar"] },
    { name: "Ḥammād al-Ṭabarī", why: "Arabic in Latin letters" },
    { name: "Ọlá Ṣẹ́gun Adébáyọ̀", why: "Yoruba" },
    { name: "Ɓala Ɗanjuma Ƙofar", why: "Hausa" },
    { name: "Gülnarə Əliyeva", why: "Azerbaijani" },
    { name: "Ὀδυσσεὺς Ἀθηνᾶ", why: "Greek with breathings" },
    { name: "กำธร ที่รัก ก็ดี น้ำ", why: "Thai with signs", languages: ["en", "fr"] },
    { name: "Suharto", why: "one name only" },
    { name: "U", why: "one letter" },
    { name: "Zoe\u0301 m\u0303ary m\u0303", languages: ["en", "fr"], why: "combining marks" },
    { name: '#panic("x") $ \\\\ */ [*a*] @b <c> `d`', languages: ["en", "fr"], why: "Typst's own signs" },
  ] as const)("prints a name exactly, on one page: $why", ({ name, ...only }) => {
    // Poppler, not the page, moves a last sign that is no letter to the other end of a right-to-left page's line.
    for (const language of "languages" in only ? only.languages : (["en", "fr", "es", "ar"] as const)) {
      const { text, pages } = read(buildInput({ language, holderName: name }));
      expect(text, language).toContain(name.normalize("NFC"));
      expect(pages).toBe(1);
    }
  });

  it.each(["en", "fr", "es", "ar"] as const)(
    "is a tagged A4 landscape with a title, a heading and embedded fonts of ours: %s",
    (language) => {
      const { file } = read(buildInput({ language, nativeName: "ياسمين الخالدي" }));
      const info = poppler("pdfinfo", file);
      const structure = poppler("pdfinfo", "-struct", file);
      const fonts = poppler("pdffonts", file).trim().split("\n").slice(2);
      expect(info).toMatch(/^Tagged: +yes$/m);
      expect(info).toMatch(/^Title: .*Amina Ramgoolam-Delacroix/m);
      expect(info).toMatch(/^Page size: +841\.89 x 595\.276 pts \(A4\)$/m);
      expect(structure).toMatch(/^ +H1 /m);
      expect(structure).toMatch(/^ +Figure/m);
      expect(structure).toMatch(/^ +Link/m);
      expect(fonts.length).toBeGreaterThan(3);
      for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+(IBMPlex|Amiri|NotoSerif).* yes yes yes /);
    },
  );

  it("says what was done, when, by which rule, and how to verify it", () => {
    const { text } = read(buildInput({ nativeName: "Аміна" }));
    for (const words of [
      "ITU certificate",
      "Issued by https://academy.example.org",
      "Аміна",
      "United Nations cyber norms for CSIRTs",
      "Cyber norms for CSIRTs, spring run for the Indian Ocean",
      "CHY-2027-014",
      "Training desk of a national CSIRT",
      "1 March 2027 to 12 March 2027",
      "Completed on",
      "19 March 2027",
      "Indian/Mauritius",
      "more than 70 %, at least 22 of 30",
      "Study hours",
      "Head of training",
      formatCode(code),
      verifyUrl,
    ])
      expect(text).toContain(words);
  });

  it("is silent about what is not known", () => {
    const { text } = read(
      buildInput({ nativeName: " ", studyHours: null, signatory: "", startsOn: null, endsOn: null }),
    );
    expect(text).not.toMatch(/Study hours|Signatory|Event dates|null|undefined/);
  });

  it("claims attendance and no exam in an attendance letter", () => {
    const { text } = read(buildInput({}, { kind: "attendance-letter" }));
    expect(text).toContain("took part in the course");
    expect(text).not.toMatch(/passed|Pass rule/);
  });

  it.each([
    {
      language: "fr",
      words: ["Certificat de l’UIT", "du 1er mars 2027 au 12 mars 2027", "plus de 70 %, soit au moins 22 sur 30"],
    },
    {
      language: "es",
      words: [
        "Certificado de la UIT",
        "del 1 de marzo de 2027 al 12 de marzo de 2027",
        "más del 70 %, al menos 22 de 30",
      ],
    },
    { language: "ar", words: ["شهادة الاتحاد الدولي للاتصالات", "مارس 2027", "رمز الوثيقة"] },
  ] as const)("speaks the certificate's language: $language", ({ language, words }) => {
    const { text } = read(buildInput({ language }));
    for (const word of [...words, formatCode(code), verifyUrl]) expect(text).toContain(word);
  });

  it.each(["en", "fr", "es", "ar"] as const)("says SPECIMEN if, and only if, it is one: %s", (language) => {
    expect(read(buildInput({ language }, { specimen: true })).text).toContain("SPECIMEN");
    expect(read(buildInput({ language }, { specimen: false })).text).not.toMatch(/specimen/i);
  });

  it.each([
    { language: "en", revoked: "REVOKED", superseded: "SUPERSEDED" },
    { language: "fr", revoked: "RÉVOQUÉ", superseded: "REMPLACÉ" },
    { language: "es", revoked: "REVOCADO", superseded: "SUSTITUIDO" },
    { language: "ar", revoked: "ملغاة", superseded: "مستبدلة" },
  ] as const)("says when it no longer holds: $language", ({ language, revoked, superseded }) => {
    expect(read(buildInput({ language }, { state: "revoked" })).text).toContain(revoked);
    expect(read(buildInput({ language }, { state: "superseded" })).text).toContain(superseded);
    expect(read(buildInput({ language })).text).not.toMatch(new RegExp(`${revoked}|${superseded}`));
  });

  it("stays on one page with everything long, revoked and a specimen", () => {
    const long = {
      holderName: veryLong,
      nativeName: veryLong,
      courseTitle: `${veryLong} `.repeat(2),
      eventTitle: veryLong,
    };
    const { text, pages } = read(
      buildInput({ ...long, organizer: veryLong, signatory: veryLong }, { state: "revoked", specimen: true }),
    );
    expect(pages).toBe(1);
    expect(text).toContain(formatCode(code));
  });

  it("replaces a native name that no font shows by a sentence, and refuses any other such text by name", () => {
    expect(read(buildInput({ nativeName: "ᠮᠣᠩᠭᠣᠯ" })).text).toContain("in its own script");
    expect(() => renderCertificatePdf(buildInput({ holderName: "ᠮᠣᠩᠭᠣᠯ" }))).toThrow(/No font .* can show .*ᠮ/);
  });

  it("takes away what would break the line or turn the direction of what follows", () => {
    expect(read(buildInput({ holderName: " Ada\u202e\n Lovelace\u0000 " })).text).toContain("Ada Lovelace");
  });

  it("says what was proved and how, and each of its days", () => {
    const { text } = read(
      buildInput({
        outcomes: ["Name the eleven norms", "Brief a minister"],
        level: "Intermediate",
        supervised: true,
        identityAssurance: "nominated",
        issuedOn: "2027-03-20",
        validUntil: "2030-03-20",
        replaces: "7QK4ZP2M9XWB3HTC5N",
        partner: { name: "Institute of Tests", logoId: null },
      }),
    );
    for (const words of [
      "1 Name the eleven norms",
      "2 Brief a minister",
      "exam of 30 questions, supervised",
      "Intermediate",
      "confirmed by the nominating authority",
      "12 March 2027",
      "19 March 2027",
      "20 March 2027",
      "20 March 2030",
      "Corrects and replaces document 7QK4-ZP2M-9XWB-3HTC-5N.",
      "In partnership with Institute of Tests",
    ])
      expect(text).toContain(words);
  });

  it("lists six outcomes at most, and says where the others stand", () => {
    const outcomes = Array.from({ length: 8 }, (_, at) => `Outcome of the course ${at + 1}`);
    const { text } = read(buildInput({ outcomes }));
    expect(text).toContain("Outcome of the course 6");
    expect(text).not.toContain("Outcome of the course 7");
    expect(text).toContain("All outcomes are listed on the verification page.");
    expect(read(buildInput({ outcomes: outcomes.slice(0, 6) })).text).not.toContain("All outcomes");
    expect(read(buildInput({ outcomes }, { kind: "attendance-letter" })).text).not.toContain("Outcome");
  });

  it("shows the score only where the holder lets it", () => {
    expect(read(buildInput({ score: "84 %" }, { scoreShown: true })).text).toContain("84 %");
    expect(read(buildInput({ score: "84 %" })).text).not.toContain("84");
  });

  it("wears its organization's pictures and words, and stays one page with them", () => {
    const content = new Uint8Array(Buffer.from(ONE_PIXEL, "base64"));
    const pictures: DocumentPicture[] = ["logo", "signature"].map((id) => ({ id, type: "image/png", content }));
    const look = {
      revision: 3,
      colours: { line: "#003366", accent: "#660033" },
      logoId: "logo",
      signatureId: "signature",
      title: "Diploma of the desk",
      statement: "has learnt the trade of",
    };
    const { file, text, pages } = read(
      buildInput({ look, holderName: veryLong }, { kind: "organization-certificate", pictures }),
    );
    expect(pages).toBe(1);
    expect(text).toContain("Diploma of the desk");
    expect(text).toContain("has learnt the trade of");
    expect(text).not.toContain("has passed the course");
    expect(poppler("pdfinfo", "-struct", file).match(/^ +Figure/gm)).toHaveLength(3);
  });

  /** How far from the page's top a word stands. */
  function placeOf(word: string, boxes: string): { readonly top: number; readonly bottom: number } {
    const sign = word.replace(/[/.*+?^${}()|[\]\\]/g, "\\$&");
    const [, top, bottom] = new RegExp(`yMin="([\\d.]+)" xMax="[\\d.]+" yMax="([\\d.]+)">${sign}<`).exec(boxes) ?? [];
    return { top: Number(top), bottom: Number(bottom) };
  }

  const many = (text: string, howMany: number) => Array.from({ length: howMany }, () => text);
  it.each([
    { what: "little", snapshot: { outcomes: [], level: null } },
    { what: "six outcomes", snapshot: { outcomes: many("Name what each of the eleven norms asks of a State", 6) } },
    { what: "wide letters", snapshot: { outcomes: many("WHAT A MEMORANDUM MUST OWN", 6), holderName: "W".repeat(30) } },
    {
      what: "long lines",
      snapshot: { outcomes: many("a word and ".repeat(9), 4), courseTitle: "A course of words ".repeat(5) },
    },
    {
      what: "square letters",
      snapshot: { outcomes: many("中文".repeat(12), 4), holderName: "王小明", nativeName: "王小明" },
    },
    {
      what: "a long organizer",
      snapshot: { organizer: "Ministry of Foreign Affairs and Regional Integration of an Island" },
    },
  ])("keeps its facts above its code, however its size was found: $what", ({ snapshot }) => {
    const proved = { level: "Intermediate", supervised: true, identityAssurance: "nominated" } as const;
    for (const language of ["en", "fr", "es", "ar"] as const) {
      const days = { issuedOn: "2027-03-20", validUntil: "2030-03-20" };
      const { file } = read(buildInput({ ...proved, ...days, ...snapshot, language }, { specimen: true }));
      const boxes = poppler("pdftotext", "-bbox", file, "-");
      expect(placeOf("Indian/Mauritius", boxes).bottom, language).toBeLessThan(
        placeOf(formatCode(code), boxes).top - 8,
      );
    }
  });

  it("carries its code as a keyword, from which a reader of files finds it", () => {
    const file = renderCertificatePdf(buildInput());
    expect(readPdfCode(file)).toBe(code);
  });

  it("makes the same document of the same certificate", () => {
    expect(renderCertificatePdf(buildInput())).toEqual(renderCertificatePdf(buildInput()));
  });
});
