import type { Language } from "@/lib/format/languages";
import type { CertificateKind, CertificateSnapshot, CertificateState } from "./types";

/** The words that a certificate prints around its values, in one language. */
export type CertificateText = {
  readonly kinds: Readonly<Record<CertificateKind, string>>;
  readonly issuedBy: Readonly<Record<CertificateKind, string>>;
  readonly intro: Readonly<Record<CertificateKind, string>>;
  readonly statement: Readonly<Record<CertificateKind, string>>;
  readonly notices: Readonly<
    Record<Exclude<CertificateState, "valid"> | "specimen", { readonly word: string; readonly sentence: string }>
  >;
  readonly organizer: string;
  readonly eventReference: string;
  readonly eventDates: string;
  readonly completedOn: string;
  readonly releasedOn: string;
  readonly passRule: string;
  readonly studyHours: string;
  readonly zone: string;
  readonly signatory: string;
  readonly code: string;
  readonly verify: string;
  readonly qr: string;
  /** Days as already written out; one end may be open. */
  readonly span: (from: string | null, to: string | null) => string;
  /** Points are named where they are not simply the questions. */
  readonly rule: (
    snapshot: Pick<CertificateSnapshot, "questions" | "thresholdPercent" | "strict" | "leastPoints" | "possiblePoints">,
  ) => string;
  /** The name in its own script is known, but the certificate's fonts cannot show it. */
  readonly nativeNameElsewhere: string;
};

/** A value for each kind: the first three certify a passed course, the letter attendance only. */
const byKind = (passed: string, attended: string): Record<CertificateKind, string> => ({
  "itu-certificate": passed,
  "itu-badge": passed,
  "organization-certificate": passed,
  "attendance-letter": attended,
});

/** Arabic says what the document is awarded for by a noun, which leaves the holder's gender open. */
export const certificateTexts: Readonly<Record<Language, CertificateText>> = {
  en: {
    kinds: {
      "itu-certificate": "ITU certificate",
      "itu-badge": "ITU badge",
      "organization-certificate": "Certificate",
      "attendance-letter": "Attendance letter",
    },
    issuedBy: byKind("Issued by", "Issued by"),
    intro: byKind("This certifies that", "This confirms that"),
    statement: byKind("has passed the course", "took part in the course"),
    notices: {
      specimen: { word: "SPECIMEN", sentence: "Specimen: demonstration data, no achievement certified" },
      revoked: { word: "REVOKED", sentence: "This document has been revoked and certifies nothing." },
      superseded: { word: "SUPERSEDED", sentence: "A corrected document replaces this one." },
    },
    organizer: "Organizer",
    eventReference: "Event reference",
    eventDates: "Event dates",
    completedOn: "Completed on",
    releasedOn: "Released on",
    passRule: "Pass rule",
    studyHours: "Study hours",
    zone: "Time zone of these dates",
    signatory: "Signatory",
    code: "Certificate code",
    verify: "Verify at",
    qr: "QR code of the verification link",
    span: (from, to) =>
      from && to ? (from === to ? from : `${from} to ${to}`) : from ? `from ${from}` : `until ${to}`,
    rule: ({ questions, thresholdPercent, strict, leastPoints, possiblePoints }) =>
      `${strict ? `more than ${thresholdPercent}\u00a0%` : `${thresholdPercent}\u00a0% or more`}, at least ${leastPoints} of ${possiblePoints}${questions === possiblePoints ? "" : " points"}`,
    nativeNameElsewhere: "The holder’s name in its own script is kept with the record.",
  },
  fr: {
    kinds: {
      "itu-certificate": "Certificat de l’UIT",
      "itu-badge": "Badge de l’UIT",
      "organization-certificate": "Certificat",
      "attendance-letter": "Attestation de participation",
    },
    issuedBy: byKind("Délivré par", "Délivrée par"),
    intro: byKind("Il est certifié que", "Il est attesté que"),
    statement: byKind("a suivi avec succès le cours", "a participé au cours"),
    notices: {
      specimen: { word: "SPECIMEN", sentence: "Spécimen\u00a0: données de démonstration, aucun acquis certifié" },
      revoked: { word: "RÉVOQUÉ", sentence: "Ce document a été révoqué et ne certifie plus rien." },
      superseded: { word: "REMPLACÉ", sentence: "Un document corrigé remplace celui-ci." },
    },
    organizer: "Organisateur",
    eventReference: "Référence de l’événement",
    eventDates: "Dates de l’événement",
    completedOn: "Achevé le",
    releasedOn: "Délivré le",
    passRule: "Règle de réussite",
    studyHours: "Heures d’étude",
    zone: "Fuseau horaire de ces dates",
    signatory: "Signataire",
    code: "Code du document",
    verify: "À vérifier sur",
    qr: "Code QR du lien de vérification",
    span: (from, to) =>
      from && to ? (from === to ? from : `du ${from} au ${to}`) : from ? `à partir du ${from}` : `jusqu’au ${to}`,
    rule: ({ questions, thresholdPercent, strict, leastPoints, possiblePoints }) =>
      `${strict ? `plus de ${thresholdPercent}\u00a0%` : `${thresholdPercent}\u00a0% ou plus`}, soit au moins ${leastPoints} sur ${possiblePoints}${questions === possiblePoints ? "" : " points"}`,
    nativeNameElsewhere: "Le nom dans son écriture d’origine est conservé au dossier.",
  },
  ar: {
    kinds: {
      "itu-certificate": "شهادة الاتحاد الدولي للاتصالات",
      "itu-badge": "شارة الاتحاد الدولي للاتصالات",
      "organization-certificate": "شهادة",
      "attendance-letter": "إفادة حضور",
    },
    issuedBy: byKind("صادرة عن", "صادرة عن"),
    intro: byKind("تمنح هذه الوثيقة إلى", "تمنح هذه الإفادة إلى"),
    statement: byKind("لاجتياز الدورة بنجاح", "للمشاركة في الدورة"),
    notices: {
      specimen: { word: "SPECIMEN", sentence: "نموذج: بيانات للعرض التوضيحي، ولا تثبت أي إنجاز" },
      revoked: { word: "ملغاة", sentence: "ألغيت هذه الوثيقة ولم تعد تثبت أي شيء." },
      superseded: { word: "مستبدلة", sentence: "حلت محل هذه الوثيقة وثيقة مصححة." },
    },
    organizer: "الجهة المنظمة",
    eventReference: "الرقم المرجعي للفعالية",
    eventDates: "تواريخ الفعالية",
    completedOn: "تاريخ الإتمام",
    releasedOn: "تاريخ الإصدار",
    passRule: "قاعدة النجاح",
    studyHours: "ساعات الدراسة",
    zone: "المنطقة الزمنية لهذه التواريخ",
    signatory: "الموقع",
    code: "رمز الوثيقة",
    verify: "للتحقق",
    qr: "رمز الاستجابة السريعة لرابط التحقق",
    span: (from, to) =>
      from && to ? (from === to ? from : `من ${from} إلى ${to}`) : from ? `ابتداء من ${from}` : `حتى ${to}`,
    rule: ({ questions, thresholdPercent, strict, leastPoints, possiblePoints }) =>
      `${strict ? `أكثر من ${thresholdPercent}%` : `${thresholdPercent}% أو أكثر`}، أي ${leastPoints} من ${possiblePoints}${questions === possiblePoints ? "" : " نقطة"} على الأقل`,
    nativeNameElsewhere: "الاسم بكتابته الأصلية محفوظ في السجل.",
  },
};
