import { byKind, type DocumentWords } from "./types";

/** The words of documents in Spanish. */
export const spanish: DocumentWords = {
  kinds: {
    "itu-certificate": "Certificado de la UIT",
    "itu-badge": "Insignia de la UIT",
    "organization-certificate": "Certificado",
    "attendance-letter": "Constancia de participación",
  },
  issuedBy: { ...byKind("Expedido por", "Expedida por"), "itu-badge": "Expedida por" },
  intro: byKind("Se certifica que", "Se hace constar que"),
  statement: byKind("ha aprobado el curso", "ha participado en el curso"),
  notices: {
    specimen: {
      word: "SPECIMEN",
      sentence: "Espécimen: datos de demostración, no se certifica ningún resultado",
    },
    revoked: { word: "REVOCADO", sentence: "Este documento ha sido revocado y ya no certifica nada." },
    superseded: { word: "SUSTITUIDO", sentence: "Un documento corregido sustituye a este." },
  },
  partner: "En colaboración con",
  replaces: (code) => `Corrige y sustituye el documento ${code}.`,
  organizer: "Entidad organizadora",
  eventReference: "Referencia de la edición",
  eventDates: "Fechas de la edición",
  completedOn: "Terminado el",
  releasedOn: "Autorizado el",
  issuedOn: "Documento emitido el",
  validUntil: "Válido hasta el",
  level: "Nivel",
  assessment: "Evaluación",
  questions: (questions) => `examen de ${questions} ${questions === 1 ? "pregunta" : "preguntas"}`,
  supervised: { supervised: "supervisado", unsupervised: "sin supervisión" },
  score: "Puntuación total",
  identity: "Identidad",
  assurance: {
    "self-declared": "nombre indicado por la persona, sin comprobar",
    nominated: "confirmada por la autoridad que la designó",
    checked: "comprobada por la entidad organizadora",
  },
  outcomes: "Resultados de aprendizaje",
  moreOutcomes: "Todos los resultados figuran en la página de verificación.",
  passRule: "Regla de aprobación",
  studyHours: "Horas de estudio",
  zone: "Zona horaria de estas fechas",
  signatory: "Firmante",
  code: "Código del documento",
  verify: "Verificar en",
  qr: "Código QR del enlace de verificación",
  span: (from, to) =>
    from && to ? (from === to ? from : `del ${from} al ${to}`) : from ? `a partir del ${from}` : `hasta el ${to}`,
  rule: ({ questions, thresholdPercent, strict, leastPoints, possiblePoints }) =>
    `${strict ? `más del ${thresholdPercent}\u00a0%` : `${thresholdPercent}\u00a0% o más`}, al menos ${leastPoints} de ${possiblePoints}${questions === possiblePoints ? "" : " puntos"}`,
  nativeNameElsewhere: "El nombre en su escritura original se conserva en el registro.",
};
