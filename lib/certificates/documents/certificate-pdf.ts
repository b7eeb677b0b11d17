import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { formatCode } from "../code";
import type { CertificateKind, CertificateSnapshot, CertificateState } from "../types";
import { pageScale } from "./page-scale";
import { productColours } from "./rules";
import { cleanText, datePartsOf, drawQr, formatDocumentDay, toRun } from "./runs";
import type { DocumentPicture } from "./types";
import { listUnprintable, picturePath, refuseUnprintable, typesetPdf } from "./typeset";
import { documentWords } from "./words";

export type CertificatePdfInput = {
  readonly snapshot: CertificateSnapshot;
  /** As stored: eighteen characters without groups. */
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  /** Demonstration data: the page then says SPECIMEN. */
  readonly specimen: boolean;
  /** The holder lets the score stand on it. */
  readonly scoreShown: boolean;
  /** The whole address, printed and in the QR code. */
  readonly verifyUrl: string;
  /** Those that the snapshot's look names; one that is not given does not stand on the page. */
  readonly pictures?: readonly DocumentPicture[];
};

/** More outcomes than these, or longer ones together, leave no room for the rest of the page. */
const MOST_OUTCOMES = 6;
const MOST_OUTCOME_LETTERS = 720;

/**
 * Draws a certificate as one A4 landscape page, tagged for PDF/UA-1 (by the compiler's word), in the snapshot's language.
 * The same input gives the same page. A native name that the fonts cannot show gives way to a sentence that says so.
 * Units: none; days are calendar days and printed as such, with their zone.
 * Errors: an Error naming the characters, where any other text has some that no font in documents/fonts can show.
 */
export function renderCertificatePdf(input: CertificatePdfInput): Uint8Array {
  const set = (options?: { withoutNativeName: boolean }): Uint8Array =>
    typesetPdf("certificate.typ", describe(input, options), input.pictures);
  try {
    return set();
  } catch (error) {
    const unprintable = listUnprintable(error);
    if (unprintable.length === 0) throw error;
    if (input.snapshot.nativeName === null) throw refuseUnprintable(unprintable);
  }
  try {
    return set({ withoutNativeName: true });
  } catch (error) {
    const unprintable = listUnprintable(error);
    throw unprintable.length === 0 ? error : refuseUnprintable(unprintable);
  }
}

/** Everything the template prints, in the order of its page. */
function describe(input: CertificatePdfInput, { withoutNativeName = false } = {}) {
  const { snapshot, kind, state, specimen, verifyUrl, pictures = [] } = input;
  const { language, look = null, partner = null, replaces = null } = snapshot;
  const words = documentWords[language];
  const run = (value: string) => toRun(value, language);
  const optional = (value: string | null) => (value === null || cleanText(value) === "" ? null : run(value));
  const picture = (id: string | null | undefined, alt: string) => {
    const found = pictures.find((one) => one.id === id);
    return found ? { path: picturePath(found), alt: cleanText(alt) } : null;
  };
  const holder = run(snapshot.holderName);
  const { eventTitle } = snapshot;
  const notices = [
    ...(state === "valid" ? [] : [{ ...words.notices[state], grave: true }]),
    ...(specimen ? [{ ...words.notices.specimen, grave: false }] : []),
  ];
  const heading = look?.title ?? words.kinds[kind];
  const contents = {
    language,
    direction: directionOf(language),
    colours: look?.colours ?? productColours,
    title: `${cleanText(heading)}: ${holder.text}, ${cleanText(snapshot.courseTitle)}`,
    keyword: input.code,
    day: datePartsOf(snapshot.issuedOn ?? snapshot.releasedOn),
    logo: picture(look?.logoId, snapshot.organizer),
    heading: run(heading),
    issuedBy: words.issuedBy[kind],
    issuer: run(snapshot.issuer),
    partner: partner && {
      label: words.partner,
      name: run(partner.name),
      logo: picture(partner.logoId, partner.name),
    },
    replaces: replaces === null ? null : words.replaces(formatCode(replaces)),
    notices,
    marks: notices.map(({ word, grave }) =>
      grave ? { word, grave, joined: language === "ar" } : { word: "SPECIMEN", grave, joined: false },
    ),
    intro: words.intro[kind],
    holder,
    native: withoutNativeName ? null : optional(snapshot.nativeName),
    nativeNote: withoutNativeName ? words.nativeNameElsewhere : null,
    statement: run(look?.statement ?? words.statement[kind]),
    course: run(snapshot.courseTitle),
    event: eventTitle === snapshot.courseTitle ? null : run(eventTitle),
    outcomes: describeOutcomes(input),
    facts: listFacts(input).map(([label, value]) => ({ label, value: run(value) })),
    signatory: optional(snapshot.signatory),
    signatoryLabel: words.signatory,
    signature: picture(look?.signatureId, snapshot.signatory ?? ""),
    codeLabel: words.code,
    code: formatCode(input.code),
    verifyLabel: words.verify,
    verifyUrl,
    qr: drawQr(verifyUrl),
    qrAlt: words.qr,
  };
  return { ...contents, scale: pageScale(contents) };
}

/** The facts that are known, each under its label. */
function listFacts({ snapshot, kind, scoreShown }: CertificatePdfInput): (readonly [string, string])[] {
  const { language, questions, level = null, supervised = null, identityAssurance, score = null } = snapshot;
  const words = documentWords[language];
  const day = (value: string | null | undefined) => (value ? formatDocumentDay(value, language) : null);
  const attended = kind === "attendance-letter";
  const assessment = [
    words.questions(questions),
    ...(supervised === null ? [] : [words.supervised[supervised ? "supervised" : "unsupervised"]]),
  ].join(language === "ar" ? "، " : ", ");
  const facts: readonly (readonly [string, string | null])[] = [
    [words.organizer, snapshot.organizer],
    [words.eventReference, snapshot.eventReference],
    [words.passRule, attended || snapshot.possiblePoints === 0 ? null : words.rule(snapshot)],
    [words.studyHours, snapshot.studyHours === null ? null : formatNumber(snapshot.studyHours, language)],
    [words.assessment, attended || questions === 0 ? null : assessment],
    [words.level, level],
    [words.identity, identityAssurance ? words.assurance[identityAssurance] : null],
    [words.score, attended || !scoreShown ? null : score],
    [words.eventDates, formatSpan(snapshot)],
    [words.completedOn, day(snapshot.completedOn)],
    [words.releasedOn, day(snapshot.releasedOn)],
    [words.issuedOn, day(snapshot.issuedOn)],
    [words.validUntil, day(snapshot.validUntil)],
    [words.zone, snapshot.zone],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}

/** The outcomes for which there is room, and a sentence where there are more; null where none are known. */
function describeOutcomes({ snapshot, kind }: CertificatePdfInput) {
  const { language, outcomes = [] } = snapshot;
  if (kind === "attendance-letter" || outcomes.length === 0) return null;
  const words = documentWords[language];
  const items: string[] = [];
  let letters = 0;
  for (const outcome of outcomes) {
    letters += outcome.length;
    if (items.length === MOST_OUTCOMES || letters > MOST_OUTCOME_LETTERS) break;
    items.push(outcome);
  }
  return {
    label: words.outcomes,
    items: items.map((item) => toRun(item, language)),
    more: items.length < outcomes.length ? words.moreOutcomes : null,
  };
}

function formatSpan({ startsOn, endsOn, language }: CertificateSnapshot): string | null {
  if (startsOn === null && endsOn === null) return null;
  const day = (value: string | null) => (value === null ? null : formatDocumentDay(value, language));
  return documentWords[language].span(day(startsOn), day(endsOn));
}
