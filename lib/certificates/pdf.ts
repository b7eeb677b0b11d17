import { readFileSync } from "node:fs";
import path from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { create as createQr } from "qrcode";
import { formatDay, formatNumber } from "@/lib/format/dates";
import { directionOf, type Language } from "@/lib/format/languages";
import { certificateTexts } from "./certificate-text";
import { formatCode } from "./code";
import type { CertificateKind, CertificateSnapshot, CertificateState } from "./types";

export type CertificatePdfInput = {
  readonly snapshot: CertificateSnapshot;
  /** As stored: eighteen characters without groups. */
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  /** Demonstration data: the page then says SPECIMEN. */
  readonly specimen: boolean;
  /** The whole address, printed and in the QR code. */
  readonly verifyUrl: string;
};

/** A text with the language and direction it is read in. */
type Run = { readonly text: string; readonly language: string; readonly direction: "ltr" | "rtl" };

/** The server is started in the project's root, so both are found from there, bundled or not. */
const folder = path.join(process.cwd(), "lib/certificates");

let compiler: { readonly instance: NodeCompiler; readonly template: string } | undefined;

function getCompiler() {
  compiler ??= {
    instance: NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [path.join(folder, "fonts")] }] }),
    template: readFileSync(path.join(folder, "certificate.typ"), "utf8"),
  };
  return compiler;
}

/**
 * Draws a certificate as one A4 landscape page, tagged for PDF/UA-1 (by the compiler's word), in the snapshot's language.
 * The same input gives the same page. A native name that the fonts cannot show gives way to a sentence that says so.
 * Units: none; days are calendar days and printed as such, with their zone.
 * Errors: an Error naming the characters, where any other text has some that no font in lib/certificates/fonts can show.
 */
export function renderCertificatePdf(input: CertificatePdfInput): Uint8Array {
  try {
    return typeset(describe(input));
  } catch (error) {
    const unprintable = listUnprintable(error);
    if (unprintable.length === 0) throw error;
    if (input.snapshot.nativeName === null) throw refuse(unprintable);
  }
  try {
    return typeset(describe(input, { withoutNativeName: true }));
  } catch (error) {
    const unprintable = listUnprintable(error);
    throw unprintable.length === 0 ? error : refuse(unprintable);
  }
}

const refuse = (unprintable: readonly string[]) =>
  new Error(
    `No font in lib/certificates/fonts can show ${unprintable.join(", ")}, so this certificate cannot be printed.`,
  );

/** The texts that the compiler could not show with the fonts it has, as it quotes them in its refusal. */
const listUnprintable = (error: unknown): string[] => [
  ...new Set(Array.from(String(error).matchAll(/the text `\\?"(.+?)\\?"` could not/g), ([, text = ""]) => `"${text}"`)),
];

/**
 * Compiles the template over the data, in one call: a document handed to JavaScript in between would keep its native
 * memory until the garbage collector came by.
 */
function typeset(data: object): Uint8Array {
  const { instance, template } = getCompiler();
  const source = { mainFileContent: template, inputs: { certificate: JSON.stringify(data) } };
  try {
    return instance.pdf(source, { pdfStandard: "ua-1" });
  } catch (error) {
    // A refusal while laying out comes without a word here, but with its reason from the compiler.
    const reasons = instance
      .compile(source)
      .takeError()
      ?.shortDiagnostics.map(({ message }: { message: string }) => message);
    throw reasons ? new Error(`The certificate's template failed: ${reasons.join("; ")}`, { cause: error }) : error;
  } finally {
    instance.evictCache(2); // keeps the line-work, which every document uses, and forgets the last holders
  }
}

/** Everything the template prints, in the order of its page. */
function describe(input: CertificatePdfInput, { withoutNativeName = false } = {}) {
  const { snapshot, kind, state, specimen, verifyUrl } = input;
  const { language } = snapshot;
  const text = certificateTexts[language];
  const run = (value: string) => toRun(value, language);
  const optional = (value: string | null) => (value === null || cleanText(value) === "" ? null : run(value));
  const holder = run(snapshot.holderName);
  const { eventTitle, eventReference } = snapshot;
  const notices = [
    ...(state === "valid" ? [] : [{ ...text.notices[state], grave: true }]),
    ...(specimen ? [{ ...text.notices.specimen, grave: false }] : []),
  ];
  const day = (value: string) => formatCertificateDay(value, language);
  const facts: readonly (readonly [string, string | null])[] = [
    [text.organizer, snapshot.organizer],
    [text.eventReference, eventReference],
    [text.passRule, kind === "attendance-letter" || snapshot.possiblePoints === 0 ? null : text.rule(snapshot)],
    [text.studyHours, snapshot.studyHours === null ? null : formatNumber(snapshot.studyHours, language)],
    [text.eventDates, formatSpan(snapshot)],
    [text.completedOn, day(snapshot.completedOn)],
    [text.releasedOn, day(snapshot.releasedOn)],
    [text.zone, snapshot.zone],
  ];
  const [year, month, dayOfMonth] = snapshot.releasedOn.split("-").map(Number);
  return {
    language,
    direction: directionOf(language),
    title: `${text.kinds[kind]}: ${holder.text}, ${cleanText(snapshot.courseTitle)}`,
    released: { year, month, day: dayOfMonth },
    kind: text.kinds[kind],
    issuedBy: text.issuedBy[kind],
    issuer: run(snapshot.issuer),
    notices,
    marks: notices.map(({ word, grave }) =>
      grave ? { word, grave, joined: language === "ar" } : { word: "SPECIMEN", grave, joined: false },
    ),
    intro: text.intro[kind],
    holder,
    native: withoutNativeName ? null : optional(snapshot.nativeName),
    nativeNote: withoutNativeName ? text.nativeNameElsewhere : null,
    statement: text.statement[kind],
    course: run(snapshot.courseTitle),
    event: eventTitle === snapshot.courseTitle ? null : run(eventTitle),
    facts: facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value: run(value) }])),
    signatory: optional(snapshot.signatory),
    signatoryLabel: text.signatory,
    codeLabel: text.code,
    code: formatCode(input.code),
    verifyLabel: text.verify,
    verifyUrl,
    qr: drawQr(verifyUrl),
    qrAlt: text.qr,
  };
}

/** "12 March 2027": a calendar day stays itself, wherever the server stands. */
function formatCertificateDay(day: string, language: Language): string {
  const written = formatDay(new Date(`${day}T12:00:00Z`), language, "UTC");
  return language === "fr" ? written.replace(/^1 /, "1er ") : written;
}

function formatSpan({ startsOn, endsOn, language }: CertificateSnapshot): string | null {
  if (startsOn === null && endsOn === null) return null;
  const day = (value: string | null) => (value === null ? null : formatCertificateDay(value, language));
  return certificateTexts[language].span(day(startsOn), day(endsOn));
}

/** Composed, on one line, without controls: none that break lines and none that turn the direction of what follows. */
const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, (space) => (space === "\u00a0" || space === "\u202f" ? space : " "))
    .trim();

/**
 * Reads direction and language off the first letter: Arabic script is read as Arabic; Latin as the certificate's language
 * where that is written so; of anything else the language is not known.
 */
function toRun(value: string, language: Language): Run {
  const text = cleanText(value);
  const first = /\p{L}/u.exec(text)?.[0];
  if (first === undefined) return { text, language, direction: directionOf(language) };
  if (/\p{Script=Arabic}/u.test(first)) return { text, language: "ar", direction: "rtl" };
  const direction = /[\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? "rtl" : "ltr";
  const isLatin = /\p{Script=Latin}/u.test(first);
  return { text, language: isLatin && language !== "ar" ? language : "und", direction };
}

/** A QR code as an SVG image: one path over the dark modules, the paper around it is the light margin that readers want. */
function drawQr(content: string): string {
  const { modules } = createQr(content, { errorCorrectionLevel: "M" });
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column++;
      if (column > start) runs.push(`M${start} ${row}h${column - start}v1h${start - column}z`);
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.size} ${modules.size}"><path d="${runs.join("")}"/></svg>`;
}
