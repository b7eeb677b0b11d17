import type { DocumentLanguage } from "../types";
import type { TranscriptVerdict } from "./types";

/** The words that a transcript prints around its values, in one language; the rest are those of certificates. */
type TranscriptWords = {
  readonly heading: string;
  readonly of: string;
  readonly madeOn: string;
  readonly events: string;
  readonly event: string;
  readonly dates: string;
  readonly result: string;
  readonly hours: string;
  readonly certificates: string;
  readonly sat: string;
  readonly verdicts: Readonly<Record<TranscriptVerdict, string>>;
  readonly notFinal: string;
  readonly heldAs: (name: string) => string;
  readonly attendance: (attended: number, counted: number) => string;
  readonly explanation: string;
  readonly notices: Readonly<Record<"revoked" | "specimen", { readonly word: string; readonly sentence: string }>>;
  readonly code: string;
  readonly page: (page: string, pages: string) => string;
};

/** "Label: value", with the space that French sets before a colon. */
export const labelled = (language: DocumentLanguage, label: string, value: string): string =>
  `${label}${language === "fr" ? "\u00a0" : ""}: ${value}`;

export const transcriptWords: Readonly<Record<DocumentLanguage, TranscriptWords>> = {
  en: {
    heading: "Transcript of results",
    of: "Results of",
    madeOn: "Made on",
    events: "Results by event",
    event: "Event",
    dates: "Dates",
    result: "Result",
    hours: "Study hours",
    certificates: "Certificates",
    sat: "exam on",
    verdicts: {
      passed: "passed",
      "not-passed": "not passed",
      open: "not yet decided",
      "not-sat": "exam not sat",
      "no-exam": "no exam",
    },
    notFinal: "not final, the event is still open",
    heldAs: (name) => `under the name ${name}`,
    attendance: (attended, counted) => `attended ${attended} of ${counted} sessions`,
    explanation:
      "Results as they stood on the day on which this transcript was made. Days are days in the time zone of each event.",
    notices: {
      revoked: { word: "REVOKED", sentence: "This transcript has been taken back and certifies nothing." },
      specimen: { word: "SPECIMEN", sentence: "Specimen: demonstration data, no achievement certified" },
    },
    code: "Transcript code",
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  fr: {
    heading: "Relevé de résultats",
    of: "Résultats de",
    madeOn: "Établi le",
    events: "Résultats par session",
    event: "Session",
    dates: "Dates",
    result: "Résultat",
    hours: "Heures d’étude",
    certificates: "Certificats",
    sat: "examen le",
    verdicts: {
      passed: "réussi",
      "not-passed": "non réussi",
      open: "pas encore décidé",
      "not-sat": "examen non passé",
      "no-exam": "sans examen",
    },
    notFinal: "non définitif, la session est encore ouverte",
    heldAs: (name) => `sous le nom ${name}`,
    attendance: (attended, counted) => `présence à ${attended} séances sur ${counted}`,
    explanation:
      "Résultats au jour où ce relevé a été établi. Les dates sont celles du fuseau horaire de chaque session.",
    notices: {
      revoked: { word: "RÉVOQUÉ", sentence: "Ce relevé a été retiré et ne certifie rien." },
      specimen: { word: "SPECIMEN", sentence: "Spécimen\u00a0: données de démonstration, aucun acquis certifié" },
    },
    code: "Code du relevé",
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
  es: {
    heading: "Expediente de resultados",
    of: "Resultados de",
    madeOn: "Emitido el",
    events: "Resultados por edición",
    event: "Edición",
    dates: "Fechas",
    result: "Resultado",
    hours: "Horas de estudio",
    certificates: "Certificados",
    sat: "examen el",
    verdicts: {
      passed: "aprobado",
      "not-passed": "no aprobado",
      open: "aún sin decidir",
      "not-sat": "examen no realizado",
      "no-exam": "sin examen",
    },
    notFinal: "no definitivo, la edición sigue abierta",
    heldAs: (name) => `con el nombre ${name}`,
    attendance: (attended, counted) => `asistencia a ${attended} de ${counted} sesiones`,
    explanation:
      "Resultados del día en que se emitió este expediente. Las fechas son las de la zona horaria de cada edición.",
    notices: {
      revoked: { word: "REVOCADO", sentence: "Este expediente ha sido retirado y no certifica nada." },
      specimen: {
        word: "SPECIMEN",
        sentence: "Espécimen: datos de demostración, no se certifica ningún resultado",
      },
    },
    code: "Código del expediente",
    page: (page, pages) => `Página ${page} de ${pages}`,
  },
  ar: {
    heading: "كشف النتائج",
    of: "نتائج",
    madeOn: "تاريخ التحرير",
    events: "النتائج حسب الفعالية",
    event: "الفعالية",
    dates: "التواريخ",
    result: "النتيجة",
    hours: "ساعات الدراسة",
    certificates: "الشهادات",
    sat: "الامتحان في",
    verdicts: {
      passed: "اجتياز",
      "not-passed": "عدم اجتياز",
      open: "لم تحسم بعد",
      "not-sat": "لم يؤد الامتحان",
      "no-exam": "دون امتحان",
    },
    notFinal: "غير نهائية، فالفعالية ما زالت مفتوحة",
    heldAs: (name) => `بالاسم ${name}`,
    attendance: (attended, counted) => `الجلسات المحضورة: ${attended} من ${counted}`,
    explanation: "النتائج كما كانت يوم تحرير هذا الكشف. التواريخ بالمنطقة الزمنية لكل فعالية.",
    notices: {
      revoked: { word: "ملغى", sentence: "سُحب هذا الكشف، ولا يثبت شيئا." },
      specimen: { word: "SPECIMEN", sentence: "نموذج: بيانات للعرض التوضيحي، ولا تثبت أي إنجاز" },
    },
    code: "رمز الكشف",
    page: (page, pages) => `الصفحة ${page} من ${pages}`,
  },
};
