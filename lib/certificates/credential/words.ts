import type { CertificateKind } from "../types";

/** The sentences that a credential adds to a snapshot's values, in one language of its document. */
export type CredentialWords = {
  readonly kinds: Readonly<Record<CertificateKind, string>>;
  readonly specimen: string;
  readonly passed: (course: string, organizer: string) => string;
  readonly attended: (course: string, organizer: string) => string;
  readonly studyHours: (hours: number) => string;
  readonly level: (level: string) => string;
  readonly outcomes: string;
  readonly event: (title: string, reference: string) => string;
  readonly dates: (completedOn: string, releasedOn: string, zone: string) => string;
  readonly replaces: (code: string) => string;
  readonly score: string;
  readonly assessment: string;
  readonly questions: (questions: number) => string;
  readonly rule: (percent: number, strict: boolean, least: number, possible: number) => string;
  readonly supervised: Readonly<Record<"supervised" | "unsupervised", string>>;
  readonly identity: string;
  readonly assurance: Readonly<Record<"self-declared" | "nominated" | "checked", string>>;
};

/** By language of the document; one without words of its own speaks English. */
const words: Readonly<Record<string, CredentialWords>> = {
  en: {
    kinds: {
      "itu-certificate": "ITU certificate",
      "itu-badge": "ITU badge",
      "organization-certificate": "Certificate",
      "attendance-letter": "Attendance letter",
    },
    specimen: "SPECIMEN: demonstration data, no achievement certified.",
    passed: (course, organizer) => `Passed the course “${course}”, organized by ${organizer}.`,
    attended: (course, organizer) => `Took part in the course “${course}”, organized by ${organizer}.`,
    studyHours: (hours) => `Study hours: ${hours}.`,
    level: (level) => `Level: ${level}.`,
    outcomes: "Outcomes:",
    event: (title, reference) => `Event: ${title} (${reference}).`,
    dates: (completed, released, zone) => `Completed on ${completed}, released on ${released} (${zone}).`,
    replaces: (code) => `Replaces ${code}.`,
    score: "Total score",
    assessment: "Assessment",
    questions: (questions) => `Exam of ${questions} questions.`,
    rule: (percent, strict, least, possible) =>
      `Passed with ${strict ? `more than ${percent} %` : `${percent} % or more`}: at least ${least} of ${possible} points.`,
    supervised: { supervised: "The exam was supervised.", unsupervised: "The exam was not supervised." },
    identity: "Identity",
    assurance: {
      "self-declared": "The holder gave their own name; nobody checked it.",
      nominated: "The nominating authority confirmed who the holder is.",
      checked: "The organizer checked who the holder is.",
    },
  },
  fr: {
    kinds: {
      "itu-certificate": "Certificat de l’UIT",
      "itu-badge": "Badge de l’UIT",
      "organization-certificate": "Certificat",
      "attendance-letter": "Attestation de participation",
    },
    specimen: "SPÉCIMEN (SPECIMEN) : données de démonstration, aucun résultat certifié.",
    passed: (course, organizer) => `A réussi le cours « ${course} », organisé par ${organizer}.`,
    attended: (course, organizer) => `A participé au cours « ${course} », organisé par ${organizer}.`,
    studyHours: (hours) => `Heures d’étude : ${hours}.`,
    level: (level) => `Niveau : ${level}.`,
    outcomes: "Acquis :",
    event: (title, reference) => `Session : ${title} (${reference}).`,
    dates: (completed, released, zone) => `Terminé le ${completed}, délivré le ${released} (${zone}).`,
    replaces: (code) => `Remplace ${code}.`,
    score: "Note totale",
    assessment: "Évaluation",
    questions: (questions) => `Examen de ${questions} questions.`,
    rule: (percent, strict, least, possible) =>
      `Réussi avec ${strict ? `plus de ${percent} %` : `${percent} % ou plus`} : au moins ${least} points sur ${possible}.`,
    supervised: { supervised: "L’examen était surveillé.", unsupervised: "L’examen n’était pas surveillé." },
    identity: "Identité",
    assurance: {
      "self-declared": "Le ou la titulaire a indiqué son nom ; personne ne l’a vérifié.",
      nominated: "L’autorité de désignation a confirmé l’identité du ou de la titulaire.",
      checked: "L’organisateur a vérifié l’identité du ou de la titulaire.",
    },
  },
  es: {
    kinds: {
      "itu-certificate": "Certificado de la UIT",
      "itu-badge": "Insignia de la UIT",
      "organization-certificate": "Certificado",
      "attendance-letter": "Constancia de participación",
    },
    specimen: "ESPÉCIMEN (SPECIMEN): datos de demostración, no se certifica ningún resultado.",
    passed: (course, organizer) => `Aprobó el curso «${course}», organizado por ${organizer}.`,
    attended: (course, organizer) => `Participó en el curso «${course}», organizado por ${organizer}.`,
    studyHours: (hours) => `Horas de estudio: ${hours}.`,
    level: (level) => `Nivel: ${level}.`,
    outcomes: "Resultados de aprendizaje:",
    event: (title, reference) => `Edición: ${title} (${reference}).`,
    dates: (completed, released, zone) => `Terminado el ${completed}, expedido el ${released} (${zone}).`,
    replaces: (code) => `Sustituye a ${code}.`,
    score: "Puntuación total",
    assessment: "Evaluación",
    questions: (questions) => `Examen de ${questions} preguntas.`,
    rule: (percent, strict, least, possible) =>
      `Aprobado con ${strict ? `más del ${percent} %` : `el ${percent} % o más`}: al menos ${least} de ${possible} puntos.`,
    supervised: { supervised: "El examen fue supervisado.", unsupervised: "El examen no fue supervisado." },
    identity: "Identidad",
    assurance: {
      "self-declared": "La persona titular indicó su nombre; nadie lo comprobó.",
      nominated: "La autoridad que la designó confirmó la identidad de la persona titular.",
      checked: "La entidad organizadora comprobó la identidad de la persona titular.",
    },
  },
  ar: {
    kinds: {
      "itu-certificate": "شهادة الاتحاد الدولي للاتصالات",
      "itu-badge": "شارة الاتحاد الدولي للاتصالات",
      "organization-certificate": "شهادة",
      "attendance-letter": "إفادة حضور",
    },
    specimen: "نموذج (SPECIMEN): بيانات عرض توضيحي، لا تُثبت أي إنجاز.",
    passed: (course, organizer) => `اجتياز الدورة «${course}» التي نظمتها ${organizer}.`,
    attended: (course, organizer) => `المشاركة في الدورة «${course}» التي نظمتها ${organizer}.`,
    studyHours: (hours) => `ساعات الدراسة: ${hours}.`,
    level: (level) => `المستوى: ${level}.`,
    outcomes: "مخرجات التعلم:",
    event: (title, reference) => `الفعالية: ${title} (${reference}).`,
    dates: (completed, released, zone) => `تاريخ الإتمام ${completed}، تاريخ الإصدار ${released} (${zone}).`,
    replaces: (code) => `تحل محل ${code}.`,
    score: "المجموع الكلي",
    assessment: "التقييم",
    questions: (questions) => `عدد أسئلة الامتحان: ${questions}.`,
    rule: (percent, strict, least, possible) =>
      `شرط النجاح: ${strict ? `أكثر من ${percent} %` : `${percent} % أو أكثر`}، أي ${least} من ${possible} نقطة على الأقل.`,
    supervised: { supervised: "جرى الامتحان تحت إشراف.", unsupervised: "جرى الامتحان دون إشراف." },
    identity: "الهوية",
    assurance: {
      "self-declared": "الاسم كما صرّح به صاحب الشهادة، ولم يتحقق منه أحد.",
      nominated: "أكدت الجهة المرشِّحة هوية صاحب الشهادة.",
      checked: "تحققت الجهة المنظمة من هوية صاحب الشهادة.",
    },
  },
};

export const wordsIn = (language: string): CredentialWords => words[language] ?? (words.en as CredentialWords);
