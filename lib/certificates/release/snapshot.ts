import { translator } from "@/lib/content/messages";
import { blueprintSchema } from "@/lib/content/schema";
import { possiblePoints } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { leastPointsToPass } from "@/lib/grading/pass-rule";
import { dayIn } from "@/lib/scheduling/zones";
import { issuerOf, lookOf } from "../documents/rules";
import { scoreText } from "../documents/runs";
import type { Template } from "../documents/types";
import { monthsAfter } from "../dossier/rules";
import { readStored } from "../dossier/schema";
import type { DossierRow } from "../dossier/types";
import type { CertificateKind, CertificateSnapshot, DocumentLanguage, IdentityAssurance } from "../types";
import type { Source } from "./data";

type Holder = Pick<DossierRow, "documentName" | "documentNative" | "total" | "completedAt"> & {
  readonly identity: string;
};

type Occasion = {
  readonly kind: CertificateKind;
  readonly language: DocumentLanguage;
  /** When the release was decided, and when the document is made. */
  readonly releasedAt: Date;
  readonly now: Date;
  /** Where this installation is reached. */
  readonly origin: string;
};

/** Everything a document says of its holder, frozen. An attendance letter says nothing of an exam. */
export function takeSnapshot(
  event: Source,
  holder: Holder,
  { kind, language, releasedAt, now, origin }: Occasion,
): CertificateSnapshot {
  const isLetter = kind === "attendance-letter";
  const blueprint = event.blueprint === null || isLetter ? null : blueprintSchema.parse(event.blueprint);
  const possible = blueprint ? possiblePoints(blueprint) : 0;
  const threshold = event.thresholdPercent ?? 70;
  const strict = event.strict ?? true;
  const stored = readStored(event.dossier);
  const template = event.organization.certificateTemplate as Template | null;
  const { look, signatory } = lookOf(template, {
    kind,
    language,
    signatory: stored.signatory?.name ?? event.signatory,
  });
  const layer = pickLayer(event.course.layers, language);
  const issuedOn = dayIn(now, event.zone);
  const completedAt = (isLetter ? null : holder.completedAt) ?? event.closedAt ?? now;
  return {
    holderName: holder.documentName,
    nativeName: holder.documentNative,
    courseTitle: layer?.title ?? "",
    eventTitle: pickLayer(event.layers, language)?.title ?? "",
    eventReference: event.reference,
    organizer: event.organization.name,
    issuer: issuerOf(kind, event.organization.name, origin),
    signatory,
    language,
    zone: event.zone,
    startsOn: event.opensAt && dayIn(event.opensAt, event.zone),
    endsOn: event.closesAt && dayIn(event.closesAt, event.zone),
    completedOn: dayIn(completedAt, event.zone),
    releasedOn: dayIn(releasedAt, event.zone),
    issuedOn,
    validUntil: event.validMonths === null || isLetter ? null : monthsAfter(issuedOn, event.validMonths),
    studyHours: event.studyHours ?? event.course.studyHours,
    questions: blueprint?.questions ?? 0,
    thresholdPercent: threshold,
    strict,
    leastPoints: blueprint ? (leastPointsToPass(possible, threshold, strict) ?? possible) : 0,
    possiblePoints: possible,
    outcomes: isLetter ? [] : outcomesOf(layer?.outcomes),
    level: event.course.level && levelIn(language, event.course.level),
    supervised: blueprint === null || event.supervision === null ? null : event.supervision !== "none",
    identityAssurance: holder.identity as IdentityAssurance,
    score: isLetter || holder.total === null ? null : scoreText(holder.total, threshold, language),
    replaces: null,
    look,
    partner: stored.partnerLogo && { name: stored.partnerLogo.partner, logoId: stored.partnerLogo.logoId },
  };
}

const outcomesOf = (outcomes: unknown): string[] =>
  ((outcomes ?? []) as readonly { readonly text: string }[]).map(({ text }) => text);

const spanishLevels: Readonly<Record<string, string>> = {
  introductory: "Introductorio",
  intermediate: "Intermedio",
  advanced: "Avanzado",
};

function levelIn(language: DocumentLanguage, level: string): string {
  if (language === "es") return spanishLevels[level] ?? level;
  return level === "introductory" || level === "intermediate" || level === "advanced"
    ? translator(language)(`level.${level}`)
    : level;
}
