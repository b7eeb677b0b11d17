import type { Permit } from "@/lib/access/authorize";
import { type StateGroups, stateName } from "@/lib/admission/states";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { pickText } from "@/lib/sessions/rules";
import type { SessionText } from "@/lib/sessions/types";
import { getDossier } from "../dossier/data";
import type { EventReport, ReportedSession } from "./types";

type SessionRow = Omit<ReportedSession, "title" | "language"> & {
  readonly layers: Readonly<Record<string, SessionText>>;
};

/** The report of an event that is over, from the same rows by which certificates are released; null before it is closed. */
export async function getEventReport(permit: Permit<"event.manage">, language: string): Promise<EventReport | null> {
  const { id } = permit.subject;
  const event = await db.event.findFirst({
    where: { id, state: { in: ["closed", "archived"] } },
    select: {
      slug: true,
      reference: true,
      zone: true,
      opensAt: true,
      closesAt: true,
      studyHours: true,
      attendancePercent: true,
      organization: { select: { name: true } },
      course: { select: { studyHours: true } },
      layers: { select: { language: true, title: true } },
      enrolments: { where: { state: "enrolled" }, select: { personId: true, stateCode: true, groups: true } },
    },
  });
  if (!event) return null;
  const [dossier, sessions] = await Promise.all([
    getDossier(permit, id, language),
    sql<SessionRow>(
      `SELECT s.id, s.layers, s.starts_at AS "startsAt",
         count(n.id) FILTER (WHERE a.state = 'present')::int AS present,
         count(n.id) FILTER (WHERE a.state = 'absent')::int AS absent,
         count(n.id) FILTER (WHERE a.state = 'excused')::int AS excused,
         count(n.id) FILTER (WHERE a.state IS NULL)::int AS unrecorded
       FROM event_session s JOIN event e ON e.id = s.event_id
       LEFT JOIN enrolment n ON n.event_id = e.id AND n.state = 'enrolled'
       LEFT JOIN attendance a ON a.session_id = s.id AND a.enrolment_id = n.id
       WHERE e.id = $1 AND s.cancelled_at IS NULL AND s.starts_at <= coalesce(e.closed_at, clock_timestamp())
       GROUP BY s.id ORDER BY s.starts_at, s.id`,
      [id],
    ),
  ]);
  const placeOf = new Map(event.enrolments.map((row) => [row.personId, row]));
  const layer = pickLayer(event.layers, language);
  return {
    slug: event.slug,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
    reference: event.reference,
    organization: event.organization.name,
    zone: event.zone,
    opensAt: event.opensAt,
    closesAt: event.closesAt,
    closedAt: dossier.closedAt,
    closedBy: dossier.closedBy,
    closingReport: dossier.closingReport,
    studyHours: event.studyHours ?? event.course.studyHours,
    threshold: dossier.threshold,
    strict: dossier.strict,
    attendancePercent: event.attendancePercent,
    people: dossier.rows
      .map((row) => {
        const place = placeOf.get(row.personId);
        const stateCode = place?.stateCode ?? null;
        return {
          ...row,
          stateCode,
          stateName: stateCode && stateName(stateCode, language),
          groups: (place?.groups ?? null) as StateGroups | null,
        };
      })
      .sort((a, b) => a.fullName.localeCompare(b.fullName, language)),
    sessions: sessions.map(({ layers, ...session }) => ({
      ...session,
      ...(pickText(layers, language) ?? { title: "", description: "", language: "en" }),
    })),
  };
}
