import { sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { MonthEvent } from "./types";

type Row = Omit<MonthEvent, "sessions"> & {
  readonly sessions: readonly {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly layers: Readonly<Record<string, { readonly title?: string }>>;
  }[];
};

/** The listed events of which something lies between two instants, with those of their sessions that do. */
export async function listMonthEvents(from: Date, to: Date, language: string): Promise<MonthEvent[]> {
  const rows = await sql<Row>(
    `SELECT e.slug, e.zone, e.admission, e.registration_opens_at AS "registrationOpensAt",
       e.registration_closes_at AS "registrationClosesAt", e.opens_at AS "opensAt", e.closes_at AS "closesAt",
       l.language, l.title,
       (SELECT coalesce(json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at, 'layers', s.layers)), '[]')
        FROM event_session s WHERE s.event_id = e.id AND s.cancelled_at IS NULL AND s.starts_at >= $2 AND s.starts_at < $3) AS sessions
     FROM event e JOIN LATERAL (
       SELECT language, title FROM event_layer WHERE event_id = e.id ORDER BY language = $1 DESC, language = 'en' DESC, language LIMIT 1) l ON true
     WHERE e.state IN ('published', 'closed')
       AND ((e.opens_at < $3 AND e.closes_at >= $2)
         OR (e.opens_at >= $2 AND e.opens_at < $3) OR (e.closes_at >= $2 AND e.closes_at < $3)
         OR (e.registration_opens_at >= $2 AND e.registration_opens_at < $3)
         OR (e.registration_closes_at >= $2 AND e.registration_closes_at < $3)
         OR EXISTS (SELECT 1 FROM event_session s WHERE s.event_id = e.id AND s.cancelled_at IS NULL
           AND s.starts_at >= $2 AND s.starts_at < $3))
     ORDER BY e.opens_at NULLS LAST, e.slug`,
    [language, from, to],
  );
  return rows.map(({ sessions, ...event }) => ({
    ...event,
    sessions: sessions.map(({ layers, startsAt, endsAt }) => {
      const texts = Object.entries(layers).map(([written, { title }]) => ({ language: written, title: title ?? "" }));
      const { language: found, title } = pickLayer(texts, language) ?? { language, title: "" };
      return { language: found, title, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    }),
  }));
}

/** The first date of any listed event from an instant on, or the last one before it, with the zone it is a day in; null for none. */
export async function findEventDate(
  instant: Date,
  direction: "from" | "before",
): Promise<{ readonly at: Date; readonly zone: string } | null> {
  const [sign, order] = direction === "from" ? [">=", "ASC"] : ["<", "DESC"];
  const [row] = await sql<{ at: Date; zone: string }>(
    `SELECT d.at, e.zone FROM event e
     CROSS JOIN LATERAL (VALUES (e.opens_at), (e.closes_at), (CASE WHEN e.admission <> 'invitation' THEN e.registration_opens_at END),
       (CASE WHEN e.admission <> 'invitation' THEN e.registration_closes_at END)) d (at)
     WHERE e.state IN ('published', 'closed') AND d.at ${sign} $1 ORDER BY d.at ${order} LIMIT 1`,
    [instant],
  );
  return row ?? null;
}
