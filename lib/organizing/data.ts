import type { Permit } from "@/lib/access/authorize";
import { db, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { pickLayer } from "@/lib/format/layers";
import { readPool } from "@/lib/questions/data";
import type { Blueprint } from "@/lib/questions/draw-form";
import { contentLanguages } from "./schema";
import type { BankSupply, Contact, EventFormView, EventSettings, EventState, ExamSettings, TypedFields } from "./types";

/** A stored word of several parts, as addresses and messages write it. */
export const hyphened = <Word extends string>(word: string): Word => word.replaceAll("_", "-") as Word;

const layerSelect = { select: { language: true, title: true } } as const;

/** What the form and the audit compare: every setting of an event. */
export const settingsSelect = {
  reference: true,
  registrationOpensAt: true,
  registrationClosesAt: true,
  opensAt: true,
  closesAt: true,
  zone: true,
  delivery: true,
  region: true,
  place: true,
  languages: true,
  seats: true,
  seatsRule: true,
  waitingList: true,
  offerHours: true,
  admission: true,
  stateQuota: true,
  inPairs: true,
  contacts: true,
  certificateKind: true,
  signatory: true,
  studyHours: true,
  instructorPresence: true,
  attendancePercent: true,
  blueprint: true,
  timeLimitSeconds: true,
  attemptsAllowed: true,
  thresholdPercent: true,
  strict: true,
  layers: { select: { language: true, title: true, notice: true }, orderBy: { language: "asc" } },
  partners: { select: { name: true, role: true }, orderBy: [{ role: "asc" }, { name: "asc" }] },
  components: { select: { kind: true, weight: true }, orderBy: { kind: "asc" } },
} satisfies Prisma.EventSelect;

type ExamColumns = {
  readonly blueprint: unknown;
  readonly timeLimitSeconds: number | null;
  readonly attemptsAllowed: number | null;
  readonly thresholdPercent: number | null;
  readonly strict: boolean | null;
};
type SettingsRow = ExamColumns &
  Omit<EventSettings, "textLanguage" | "title" | "notice" | "otherTexts" | "contacts" | "exam"> & {
    readonly contacts: unknown;
    readonly layers: readonly { readonly language: string; readonly title: string; readonly notice: string }[];
  };

function examOf(row: ExamColumns): ExamSettings | null {
  if (!row.blueprint) return null;
  const { questions, pointsPerQuestion, perModule, norms, quotas = [] } = row.blueprint as Blueprint;
  return {
    blueprint: { questions, pointsPerQuestion, perModule, norms: [...norms].sort(), quotas },
    timeLimitSeconds: row.timeLimitSeconds ?? 0,
    attemptsAllowed: row.attemptsAllowed ?? 1,
    thresholdPercent: row.thresholdPercent ?? 70,
    strict: row.strict ?? true,
  };
}

/** An event's settings as the form holds them, with the text of one language. */
export function settingsOf(row: SettingsRow, language: string): EventSettings {
  const layer = pickLayer(row.layers, language);
  return {
    textLanguage: layer?.language ?? "en",
    title: layer?.title ?? "",
    notice: layer?.notice ?? "",
    otherTexts: contentLanguages.flatMap((language) => {
      const other = row.layers.find((one) => one.language === language);
      return other && other !== layer ? [{ language, title: other.title, notice: other.notice }] : [];
    }),
    reference: row.reference,
    registrationOpensAt: row.registrationOpensAt,
    registrationClosesAt: row.registrationClosesAt,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    zone: row.zone,
    delivery: row.delivery,
    region: row.region,
    place: row.place,
    languages: contentLanguages.filter((known) => row.languages.includes(known)),
    seats: row.seats,
    seatsRule: row.seatsRule,
    waitingList: row.waitingList,
    offerHours: row.offerHours,
    admission: row.admission,
    stateQuota: row.stateQuota,
    inPairs: row.inPairs,
    contacts: (row.contacts as Contact[]).map(({ role, email }) => ({ role, email })),
    partners: row.partners.map(({ name, role }) => ({ name, role })),
    certificateKind: row.certificateKind,
    signatory: row.signatory,
    studyHours: row.studyHours,
    instructorPresence: row.instructorPresence,
    attendancePercent: row.attendancePercent,
    components: row.components.map(({ kind, weight }) => ({ kind, weight })),
    exam: examOf(row),
  };
}

/** Titles of modules by their slug; a slug that is no module's stands for itself. */
export async function readModuleTitles(
  slugs: readonly string[],
  language: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.module.findMany({
    where: { slug: { in: [...new Set(slugs)] } },
    select: { slug: true, layers: layerSelect },
  });
  return new Map(rows.map(({ slug, layers }) => [slug, pickLayer(layers, language)?.title ?? slug]));
}

async function readSupply(bankId: string, language: string): Promise<BankSupply> {
  const pool = await readPool(db, bankId);
  const titles = await readModuleTitles(
    pool.map(({ module }) => module),
    language,
  );
  const count = (names: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const modules = count(pool.map(({ module }) => module));
  const norms = count(pool.flatMap((question) => question.norms));
  return {
    questions: pool.length,
    modules: [...modules]
      .map(([slug, questions]) => ({ slug, title: titles.get(slug) ?? slug, questions }))
      .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    norms: [...norms].map(([norm, questions]) => ({ norm, questions })).sort((a, b) => (a.norm < b.norm ? -1 : 1)),
  };
}

/** A course as the subject of making an event from it. */
export function getCourseSubject(slug: string): Promise<{ id: string; organizationId: string } | null> {
  return db.course.findUnique({ where: { slug }, select: { id: true, organizationId: true } });
}

type CourseExam = {
  readonly blueprint: Blueprint;
  readonly timeLimitMinutes: number;
  readonly attemptsAllowed: number;
  readonly thresholdPercent: number;
  readonly strict: boolean;
};

/** A course's own exam settings, as an event starts with them. */
export function defaultExam(exam: unknown): ExamSettings | null {
  if (!exam) return null;
  const { timeLimitMinutes, ...rest } = exam as CourseExam;
  return examOf({ ...rest, timeLimitSeconds: timeLimitMinutes * 60 });
}

/** The form of a new event from a course, filled in with what the course says. */
export async function getNewEventForm(
  { actor }: Permit<"event.create">,
  courseSlug: string,
  language: string,
): Promise<EventFormView> {
  const course = await db.course.findUniqueOrThrow({
    where: { slug: courseSlug },
    select: {
      slug: true,
      languages: true,
      exam: true,
      bankId: true,
      studyHours: true,
      layers: layerSelect,
      organization: { select: { shortName: true } },
    },
  });
  const layer = pickLayer(course.layers, language);
  const exam = defaultExam(course.exam);
  return {
    course: {
      slug: course.slug,
      title: layer?.title ?? "",
      language: layer?.language ?? "en",
      organization: course.organization.shortName,
    },
    settings: {
      textLanguage: layer?.language ?? "en",
      title: layer?.title ?? "",
      notice: "",
      otherTexts: [],
      reference: "",
      registrationOpensAt: null,
      registrationClosesAt: null,
      opensAt: null,
      closesAt: null,
      zone: actor.zone,
      delivery: null,
      region: null,
      place: null,
      languages: contentLanguages.filter((known) => course.languages.includes(known)),
      seats: null,
      seatsRule: "cap",
      waitingList: false,
      offerHours: 72,
      admission: "open",
      stateQuota: null,
      inPairs: false,
      contacts: [],
      partners: [],
      certificateKind: null,
      signatory: null,
      studyHours: null,
      instructorPresence: null,
      attendancePercent: null,
      components: exam ? [{ kind: "exam", weight: 100 }] : [],
      exam,
    },
    supply: exam && course.bankId ? await readSupply(course.bankId, language) : null,
    courseHours: course.studyHours,
    event: null,
  };
}

/** Whether somebody came into an event by the way of admission that stands; who withdrew counts no more. */
export async function hasComers(tx: Pick<Transaction, "$queryRaw">, eventId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ some: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM enrolment WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM application WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM nomination WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM invitation WHERE event_id = ${eventId}::uuid AND state IN ('sent', 'asked', 'claimed')) AS "some"`;
  return row?.some ?? false;
}

/** How many sessions of an event take place. */
export const countSessions = (tx: Pick<Transaction, "eventSession">, eventId: string): Promise<number> =>
  tx.eventSession.count({ where: { eventId, cancelledAt: null } });

/** The form of an event that exists, with who changed what lately, and what this person typed and did not save. */
export async function getEventForm(
  { actor, subject }: Permit<"event.manage">,
  language: string,
): Promise<EventFormView> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      ...settingsSelect,
      slug: true,
      state: true,
      revision: true,
      seatsTaken: true,
      seatsHeld: true,
      bankId: true,
      course: { select: { slug: true, studyHours: true, layers: layerSelect } },
      organization: { select: { shortName: true } },
      drafts: { where: { personId: actor.id }, select: { revision: true, savedAt: true, values: true } },
      _count: { select: { attempts: true } },
    },
  });
  const [edits, supply, sessions, admissionFixed] = await Promise.all([
    db.auditEvent.findMany({
      where: { subjectKind: "event", subjectId: subject.id, action: "event.edit" },
      orderBy: { id: "desc" },
      take: 20,
      select: { at: true, actorId: true, detail: true },
    }),
    event.blueprint && event.bankId ? readSupply(event.bankId, language) : null,
    countSessions(db, subject.id),
    hasComers(db, subject.id),
  ]);
  const [draft] = event.drafts;
  const editors = await db.person.findMany({
    where: { id: { in: edits.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, fullName: true },
  });
  const nameOf = new Map(editors.map(({ id, fullName }) => [id, fullName]));
  const layer = pickLayer(event.course.layers, language);
  return {
    course: {
      slug: event.course.slug,
      title: layer?.title ?? "",
      language: layer?.language ?? "en",
      organization: event.organization.shortName,
    },
    settings: settingsOf(event, language),
    supply,
    courseHours: event.course.studyHours,
    event: {
      slug: event.slug,
      state: hyphened<EventState>(event.state),
      revision: event.revision,
      seatsTaken: event.seatsTaken,
      seatsHeld: event.seatsHeld,
      attempts: event._count.attempts,
      sessions,
      admissionFixed,
      draft: draft ? { ...draft, values: draft.values as TypedFields } : null,
      changes: edits.map(({ at, actorId, detail }) => {
        const { revision = 0, fields = [] } = (detail ?? {}) as { revision?: number; fields?: string[] };
        return { revision, at, by: nameOf.get(actorId ?? "") ?? "", fields };
      }),
    },
  };
}

/** Who last sent a draft to review; null when nobody has. */
export async function getReviewSender(tx: Pick<Transaction, "auditEvent">, eventId: string): Promise<string | null> {
  const sent = await tx.auditEvent.findFirst({
    where: { subjectKind: "event", subjectId: eventId, action: "event.send-to-review" },
    orderBy: { id: "desc" },
    select: { actorId: true },
  });
  return sent?.actorId ?? null;
}
