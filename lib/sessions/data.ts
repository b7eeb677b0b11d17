import type { Permit } from "@/lib/access/authorize";
import type { Actor, EventSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { LayerText } from "@/lib/reading/types";
import { readAttendances } from "./attendance/data";
import { pickText } from "./rules";
import type {
  AdmittedProgramme,
  AttendanceState,
  ListedFile,
  ManagedStaff,
  Programme,
  PublicSession,
  SessionDesk,
  SessionText,
  StaffKind,
  StaffMember,
  StaffText,
} from "./types";

const fileSelect = {
  id: true,
  uploadId: true,
  kind: true,
  title: true,
  audience: true,
  upload: { select: { name: true, bytes: true } },
} as const;

type FileRow = {
  readonly id: string;
  readonly uploadId: string;
  readonly kind: string;
  readonly title: string;
  readonly audience: string;
  readonly upload: { readonly name: string; readonly bytes: number };
};

const fileOf = ({ upload, kind, audience, ...row }: FileRow): ListedFile => ({
  ...row,
  ...upload,
  kind: kind as ListedFile["kind"],
  audience: audience as ListedFile["audience"],
});

type Layers<Text> = Readonly<Record<string, Text>>;
const textsOf = (layers: unknown): Layers<SessionText> => layers as Layers<SessionText>;

const sessionSelect = { id: true, startsAt: true, endsAt: true, layers: true, cancelledAt: true } as const;

function publicSession(
  {
    id,
    startsAt,
    endsAt,
    layers,
    cancelledAt,
  }: { id: string; startsAt: Date; endsAt: Date; layers: unknown; cancelledAt: Date | null },
  language: string,
): PublicSession {
  const text = pickText(textsOf(layers), language) ?? { title: "", description: "", language: "en" };
  return { id, startsAt, endsAt, cancelled: cancelledAt !== null, ...text };
}

const staffOf = (
  { id, kind, fullName, layers }: { id: string; kind: string; fullName: string | null; layers: unknown },
  language: string,
): ManagedStaff => ({
  id,
  kind: kind as StaffKind,
  fullName,
  layers: layers as Layers<StaffText>,
  ...(pickText(layers as Layers<StaffText>, language) ?? { role: "", biography: "", language: "en" }),
});

const shownStaff = (row: Parameters<typeof staffOf>[0], language: string): StaffMember => {
  const { layers: _, ...member } = staffOf(row, language);
  return member;
};

const inOrder = [{ position: "asc" }, { id: "asc" }] as const;
const byTime = [{ startsAt: "asc" }, { endsAt: "asc" }, { id: "asc" }] as const;
const byTitle = [{ createdAt: "asc" }, { id: "asc" }] as const;

export type ProgrammeSubject = EventSubject & { readonly state: string };

/** An event for who asks about its programme; null when there is none. */
export function getProgrammeSubject(slug: string): Promise<ProgrammeSubject | null> {
  return db.event.findUnique({ where: { slug }, select: { id: true, organizationId: true, state: true } });
}

/** What everybody may know of an event's programme: titles and times, who teaches, and public documents; never a room or a link. */
export async function getProgramme(eventId: string, language: string): Promise<Programme> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      zone: true,
      sessions: { orderBy: [...byTime], select: sessionSelect },
      staff: { orderBy: [...inOrder], select: { id: true, kind: true, fullName: true, layers: true } },
      files: { where: { audience: "public" }, orderBy: [...byTitle], select: fileSelect },
    },
  });
  return {
    zone: event.zone,
    sessions: event.sessions.map((session) => publicSession(session, language)),
    staff: event.staff.map((row) => shownStaff(row, language)),
    documents: event.files.map(fileOf),
  };
}

type Seat = { readonly enrolmentId: string; readonly personId: string };

/** A person's place in an event, for who may see its programme as the admitted do. */
export async function getSeat(actor: Actor, eventId: string): Promise<Seat | null> {
  const row = await db.enrolment.findFirst({
    where: { eventId, personId: actor.id, state: "enrolled" },
    select: { id: true },
  });
  return row && { enrolmentId: row.id, personId: actor.id };
}

/** The programme with rooms, links and files; whoever asks for it decides by what right. */
export async function getAdmittedProgramme(
  eventId: string,
  seat: Seat | null,
  language: string,
): Promise<AdmittedProgramme> {
  const [event, attendances, [clock]] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: eventId },
      select: {
        slug: true,
        reference: true,
        place: true,
        zone: true,
        state: true,
        attendancePercent: true,
        layers: { select: { language: true, title: true } },
        sessions: {
          orderBy: [...byTime],
          select: {
            ...sessionSelect,
            room: true,
            link: true,
            checkInClosesAt: true,
            files: { orderBy: [...byTitle], select: fileSelect },
            attendances: { where: { enrolmentId: seat?.enrolmentId ?? eventId }, select: { state: true } },
          },
        },
        staff: { orderBy: [...inOrder], select: { id: true, kind: true, fullName: true, layers: true } },
        files: { where: { sessionId: null }, orderBy: [...byTitle], select: fileSelect },
      },
    }),
    seat ? readAttendances([eventId], { personIds: [seat.personId] }) : null,
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const now = clock?.now ?? new Date();
  const layer = pickLayer(event.layers, language);
  return {
    event: {
      slug: event.slug,
      title: layer?.title ?? event.slug,
      language: layer?.language ?? "en",
      reference: event.reference,
      place: event.place,
      zone: event.zone,
      attendancePercent: event.attendancePercent,
      closed: event.state === "closed" || event.state === "archived",
    },
    sessions: event.sessions.map(({ files, attendances: [own], room, link, ...session }) => ({
      ...publicSession(session, language),
      room,
      link,
      files: files.map(fileOf),
      attendance: (own?.state ?? null) as AttendanceState | null,
      began: session.startsAt <= now,
    })),
    staff: event.staff.map((row) => shownStaff(row, language)),
    documents: event.files.map(fileOf),
    enrolled: seat !== null,
    attendance: seat && (attendances?.get(seat.enrolmentId) ?? { attended: 0, counted: 0, held: 0 }),
    checkInOpen:
      seat !== null &&
      event.state === "published" &&
      event.sessions.some(
        ({ checkInClosesAt, cancelledAt }) => !cancelledAt && checkInClosesAt !== null && now < checkInClosesAt,
      ),
  };
}

/** States in which sessions are made and changed. */
export const openStates: readonly string[] = ["draft", "in_review", "published"];

/** Everything that staff see of an event's sessions, staff and documents. */
export async function getSessionDesk({ subject }: Permit<"attendance.record">, language: string): Promise<SessionDesk> {
  const [event, counts, [clock]] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        slug: true,
        reference: true,
        state: true,
        zone: true,
        layers: { select: { language: true, title: true } },
        sessions: {
          orderBy: [...byTime],
          select: { ...sessionSelect, room: true, link: true, files: { orderBy: [...byTitle], select: fileSelect } },
        },
        staff: { orderBy: [...inOrder], select: { id: true, kind: true, fullName: true, layers: true } },
        files: { where: { sessionId: null }, orderBy: [...byTitle], select: fileSelect },
        _count: { select: { enrolments: { where: { state: "enrolled" } } } },
      },
    }),
    sql<{ sessionId: string; state: AttendanceState; count: number }>(
      `SELECT a.session_id AS "sessionId", a.state, count(*)::int AS count
       FROM attendance a JOIN enrolment n ON n.id = a.enrolment_id AND n.state = 'enrolled'
       WHERE n.event_id = $1 GROUP BY 1, 2`,
      [subject.id],
    ),
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const layer = pickLayer(event.layers, language);
  const countOf = (sessionId: string, state: AttendanceState): number =>
    counts.find((row) => row.sessionId === sessionId && row.state === state)?.count ?? 0;
  return {
    slug: event.slug,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
    reference: event.reference,
    state: event.state,
    zone: event.zone,
    open: openStates.includes(event.state),
    enrolled: event._count.enrolments,
    sessions: event.sessions.map(({ files, room, link, ...session }) => ({
      ...publicSession(session, language),
      layers: textsOf(session.layers),
      room,
      link,
      files: files.map(fileOf),
      recorded: {
        present: countOf(session.id, "present"),
        absent: countOf(session.id, "absent"),
        excused: countOf(session.id, "excused"),
      },
      began: session.startsAt <= (clock?.now ?? new Date()),
    })),
    staff: event.staff.map((row) => staffOf(row, language)),
    documents: event.files.map(fileOf),
  };
}

/** The events that a person teaches without organizing them, for their own first page. */
export async function listTaught(
  actor: Actor,
  language: string,
): Promise<readonly { readonly slug: string; readonly reference: string; readonly title: LayerText }[]> {
  const grants = actor.grants.filter(({ role }) => role === "instructor");
  if (grants.length === 0) return [];
  const events = await db.event.findMany({
    where: {
      state: { in: ["published", "closed"] },
      OR: grants.map(({ eventId, organizationId }) =>
        eventId ? { id: eventId } : { organizationId: organizationId ?? actor.id },
      ),
    },
    orderBy: [{ opensAt: "desc" }, { slug: "asc" }],
    take: 50,
    select: { slug: true, reference: true, layers: { select: { language: true, title: true } } },
  });
  return events.map(({ slug, reference, layers }) => {
    const layer = pickLayer(layers, language);
    return { slug, reference, title: { text: layer?.title ?? reference, language: layer?.language ?? "en" } };
  });
}

/** The zone by whose clock an event's times are typed. */
export const getEventZone = async ({ subject }: Permit<"event.manage">): Promise<string> =>
  (await db.event.findUniqueOrThrow({ where: { id: subject.id }, select: { zone: true } })).zone;
