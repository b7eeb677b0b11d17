import { byKind, type DocumentWords } from "./types";

/** The words of documents in French. */
export const french: DocumentWords = {
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
  partner: "En partenariat avec",
  replaces: (code) => `Corrige et remplace le document ${code}.`,
  organizer: "Organisateur",
  eventReference: "Référence de la session",
  eventDates: "Dates de la session",
  completedOn: "Achevé le",
  releasedOn: "Délivré le",
  issuedOn: "Document établi le",
  validUntil: "Valable jusqu’au",
  level: "Niveau",
  assessment: "Évaluation",
  questions: (questions) => `examen de ${questions} ${questions < 2 ? "question" : "questions"}`,
  supervised: { supervised: "surveillé", unsupervised: "sans surveillance" },
  score: "Note totale",
  identity: "Identité",
  assurance: {
    "self-declared": "nom indiqué par la personne, non vérifié",
    nominated: "confirmée par l’autorité de désignation",
    checked: "vérifiée par l’organisateur",
  },
  outcomes: "Acquis",
  moreOutcomes: "Tous les acquis figurent sur la page de vérification.",
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
};
