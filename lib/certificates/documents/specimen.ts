import type { CertificateKind, CertificateSnapshot, DocumentLanguage } from "../types";
import { renderCertificatePdf } from "./certificate-pdf";
import { issuerOf, lookOf } from "./rules";
import type { DocumentPicture, Template } from "./types";

type SpecimenWords = Record<"holder" | "course" | "event" | "level", string> & { readonly outcomes: readonly string[] };

/** What stands on a specimen in place of people and courses. */
const specimenWords: Readonly<Record<DocumentLanguage, SpecimenWords>> = {
  en: {
    holder: "Name of the holder",
    course: "Title of the course",
    event: "Title of the event",
    level: "Intermediate",
    outcomes: ["What the course taught first", "What the course taught second", "What the course taught third"],
  },
  fr: {
    holder: "Nom du ou de la titulaire",
    course: "Titre du cours",
    event: "Titre de la session",
    level: "Intermédiaire",
    outcomes: ["Premier acquis du cours", "Deuxième acquis du cours", "Troisième acquis du cours"],
  },
  es: {
    holder: "Nombre de la persona titular",
    course: "Título del curso",
    event: "Título de la edición",
    level: "Intermedio",
    outcomes: ["Primer resultado del curso", "Segundo resultado del curso", "Tercer resultado del curso"],
  },
  ar: {
    holder: "اسم صاحب الوثيقة",
    course: "عنوان الدورة",
    event: "عنوان الفعالية",
    level: "متوسط",
    outcomes: ["المخرج الأول للدورة", "المخرج الثاني للدورة", "المخرج الثالث للدورة"],
  },
};

const SPECIMEN_CODE = "000000000000000000";

type Specimen = {
  readonly template: Template | null;
  readonly pictures: readonly DocumentPicture[];
  readonly kind: CertificateKind;
  readonly language: DocumentLanguage;
  readonly organization: string;
  readonly origin: string;
  /** A calendar day, "2027-03-12". */
  readonly today: string;
};

/** What documents of a template look like: a page about nobody, which says SPECIMEN. */
export function renderSpecimen(specimen: Specimen): Uint8Array {
  const { template, pictures, kind, language, organization, origin, today } = specimen;
  const { outcomes, ...words } = specimenWords[language];
  const { look, signatory } = lookOf(template, { kind, language, signatory: null });
  const snapshot: CertificateSnapshot = {
    holderName: words.holder,
    nativeName: null,
    courseTitle: words.course,
    eventTitle: words.event,
    eventReference: "0000",
    organizer: organization,
    issuer: issuerOf(kind, organization, origin),
    signatory,
    language,
    zone: "UTC",
    startsOn: today,
    endsOn: today,
    completedOn: today,
    releasedOn: today,
    issuedOn: today,
    validUntil: null,
    studyHours: 24,
    questions: 30,
    thresholdPercent: 70,
    strict: true,
    leastPoints: 22,
    possiblePoints: 30,
    outcomes,
    level: words.level,
    supervised: true,
    identityAssurance: "nominated",
    look,
  };
  return renderCertificatePdf({
    snapshot,
    code: SPECIMEN_CODE,
    kind,
    state: "valid",
    specimen: true,
    scoreShown: false,
    verifyUrl: `${origin}/verify/${SPECIMEN_CODE}`,
    pictures,
  });
}
