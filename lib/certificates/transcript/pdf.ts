import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { formatCode } from "../code";
import { productColours } from "../documents/rules";
import { cleanText, datePartsOf, drawQr, formatDocumentDay, toRun } from "../documents/runs";
import { listUnprintable, refuseUnprintable, typesetPdf } from "../documents/typeset";
import { documentWords } from "../documents/words";
import type { TranscriptEntry, TranscriptSnapshot, TranscriptVerification } from "./types";
import { labelled, transcriptWords } from "./words";

type TranscriptPdfInput = Pick<TranscriptVerification, "code" | "state" | "specimen"> & {
  readonly snapshot: TranscriptSnapshot;
  /** The whole address, printed and in the QR code. */
  readonly verifyUrl: string;
};

/**
 * Draws a transcript as A4 pages, tagged for PDF/UA-1 (by the compiler's word), in the language in which it was made. A native
 * name that the fonts cannot show is left out.
 * Errors: an Error naming the characters, where any other text has some that no font in documents/fonts can show.
 */
export function renderTranscriptPdf(input: TranscriptPdfInput): Uint8Array {
  try {
    return typesetPdf("transcript.typ", describe(input, input.snapshot.nativeName));
  } catch (error) {
    const unprintable = listUnprintable(error);
    if (unprintable.length === 0) throw error;
    if (input.snapshot.nativeName === null) throw refuseUnprintable(unprintable);
    return renderTranscriptPdf({ ...input, snapshot: { ...input.snapshot, nativeName: null } });
  }
}

function describe({ snapshot, code, state, specimen, verifyUrl }: TranscriptPdfInput, nativeName: string | null) {
  const { language } = snapshot;
  const words = transcriptWords[language];
  const shared = documentWords[language];
  const run = (value: string) => toRun(value, language);
  const holder = run(snapshot.holderName);
  const notices = [
    ...(state === "revoked" ? [{ ...words.notices.revoked, grave: true }] : []),
    ...(specimen ? [{ ...words.notices.specimen, grave: false }] : []),
  ];
  // The compiler counts the pages; what stands around the two numbers is told apart by these signs.
  const [before = "", between = "", after = ""] = words.page("\0", "\0").split("\0");
  return {
    language,
    direction: directionOf(language),
    colours: productColours,
    title: `${words.heading}: ${holder.text}`,
    keyword: code,
    day: datePartsOf(snapshot.madeOn),
    heading: words.heading,
    issuedBy: shared.issuedBy["itu-certificate"],
    issuer: run(snapshot.issuer),
    notices,
    marks: notices.map(({ word, grave }) =>
      grave ? { word, grave, joined: language === "ar" } : { word: "SPECIMEN", grave, joined: false },
    ),
    of: words.of,
    holder,
    native: nativeName !== null && cleanText(nativeName) !== "" ? run(nativeName) : null,
    madeOn: `${words.madeOn} ${formatDocumentDay(snapshot.madeOn, language)}`,
    zone: run(snapshot.zone),
    events: words.events,
    columns: [words.event, words.dates, words.result, words.hours, words.certificates],
    entries: snapshot.entries.map((entry) => describeEntry(entry, language)),
    explanation: words.explanation,
    page: { before, between, after },
    codeLabel: words.code,
    code: formatCode(code),
    verifyLabel: shared.verify,
    verifyUrl,
    qr: drawQr(verifyUrl),
    qrAlt: shared.qr,
  };
}

function describeEntry(entry: TranscriptEntry, language: TranscriptSnapshot["language"]) {
  const words = transcriptWords[language];
  const shared = documentWords[language];
  const run = (value: string) => toRun(value, language);
  const day = (value: string | null) => (value === null ? null : formatDocumentDay(value, language));
  const dates = entry.startsOn || entry.endsOn ? shared.span(day(entry.startsOn), day(entry.endsOn)) : null;
  const { attendance, satOn, heldAs, identityAssurance } = entry;
  return {
    title: run(entry.courseTitle),
    lines: [
      ...(entry.eventTitle === entry.courseTitle ? [] : [entry.eventTitle]),
      entry.eventReference,
      entry.organizer,
    ].map(run),
    dates: [...(dates ? [dates] : []), entry.zone].map(run),
    verdict: words.verdicts[entry.verdict],
    score: entry.score === null ? null : run(entry.score),
    details: [
      ...(entry.final === false ? [words.notFinal] : []),
      ...(satOn ? [`${words.sat} ${day(satOn)}`] : []),
      ...(attendance ? [words.attendance(attendance.attended, attendance.counted)] : []),
      ...(heldAs ? [words.heldAs(heldAs)] : []),
      ...(identityAssurance ? [labelled(language, shared.identity, shared.assurance[identityAssurance])] : []),
    ],
    hours: entry.studyHours === null ? "–" : formatNumber(entry.studyHours, language),
    certificates: entry.certificates.map(({ code, kind }) => ({ kind: shared.kinds[kind], code: formatCode(code) })),
  };
}
