import type { Permit } from "@/lib/access/authorize";
import { db, sql, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { type Audience, audiences, mayAnnounce, statesOf } from "./rules";
import type { AnnouncementsView, Subscription } from "./types";

/**
 * Everybody who stands to an event in a state; nominees and invitees by the account that their confirmed address has, unless they
 * gave back the seat that came of it.
 */
const standing = `
  SELECT DISTINCT s.state, s.person_id FROM (
    SELECT state::text, person_id FROM enrolment WHERE event_id = $1::uuid
    UNION ALL SELECT 'application-' || state::text, person_id FROM application WHERE event_id = $1::uuid
    UNION ALL SELECT 'nomination-' || n.state, m.person_id FROM nomination n
      JOIN mail_address m ON m.canonical = n.canonical AND m.verified_at IS NOT NULL WHERE n.event_id = $1::uuid
      AND NOT EXISTS (
        SELECT 1 FROM enrolment w WHERE w.id = n.enrolment_id AND w.state = 'withdrawn' AND n.state = 'accepted')
    UNION ALL SELECT 'invitation-' || i.state, coalesce(i.claimed_by_id, m.person_id) FROM invitation i
      LEFT JOIN mail_address m ON m.canonical = i.canonical AND m.verified_at IS NOT NULL WHERE i.event_id = $1::uuid
      AND NOT EXISTS (
        SELECT 1 FROM enrolment w
        WHERE w.event_id = i.event_id AND w.person_id = i.claimed_by_id AND w.state = 'withdrawn')) s
  JOIN person p ON p.id = s.person_id AND p.suspended_at IS NULL
  WHERE EXISTS (SELECT 1 FROM mail_address a WHERE a.person_id = p.id AND a.verified_at IS NOT NULL)`;

/** The people whom an announcement to this audience reaches, each once. */
export async function listReached(
  tx: Transaction,
  eventId: string,
  audience: readonly Audience[],
): Promise<readonly string[]> {
  const rows = await tx.$queryRawUnsafe<{ personId: string }[]>(
    `SELECT DISTINCT person_id AS "personId" FROM (${standing}) standing WHERE state = ANY($2::text[])`,
    eventId,
    statesOf(audience),
  );
  return rows.map(({ personId }) => personId);
}

/** How many people an announcement to this audience reaches. */
export async function countReached(
  { subject }: Permit<"event.manage">,
  audience: readonly Audience[],
): Promise<number> {
  const [row] = await sql<{ n: number }>(
    `SELECT count(DISTINCT person_id)::int AS n FROM (${standing}) standing WHERE state = ANY($2::text[])`,
    [subject.id, statesOf(audience)],
  );
  return row?.n ?? 0;
}

export async function getAnnouncements(
  permit: Permit<"event.manage">,
  language: string,
): Promise<Omit<AnnouncementsView, "everybody">> {
  const { id } = permit.subject;
  const [event, counts] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id },
      select: {
        slug: true,
        state: true,
        zone: true,
        organization: { select: { name: true } },
        layers: { select: { language: true, title: true } },
        announcements: {
          orderBy: { createdAt: "desc" },
          select: {
            id: true,
            createdAt: true,
            author: { select: { fullName: true } },
            audience: true,
            language: true,
            subject: true,
            body: true,
            recipients: true,
          },
        },
      },
    }),
    sql<{ state: string; n: number }>(`SELECT state, count(*)::int AS n FROM (${standing}) standing GROUP BY state`, [
      id,
    ]),
  ]);
  const layer = pickLayer(event.layers, language);
  const known = (state: string): Audience | undefined => audiences.find((name) => name === state);
  return {
    slug: event.slug,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
    organization: event.organization.name,
    zone: event.zone,
    mayWrite: mayAnnounce(event.state),
    counts: Object.fromEntries(counts.flatMap(({ state, n }) => (known(state) ? [[state, n]] : []))),
    past: event.announcements.map(({ createdAt, author, audience, ...row }) => ({
      ...row,
      at: createdAt,
      author: author.fullName,
      audience: audience.flatMap((state) => known(state) ?? []),
    })),
  };
}

/** Of whom and what a link to unsubscribe is; null for one that was never written, or was taken back. */
export async function findSubscription(
  secret: string,
): Promise<{ readonly personId: string; readonly eventId: string | null } | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null;
  const letter = await db.letter.findUnique({
    where: { unsubscribeSecret: secret },
    select: { personId: true, eventId: true },
  });
  return letter?.personId ? { personId: letter.personId, eventId: letter.eventId } : null;
}

/** What the page of a link to unsubscribe shows: the event, and whether its mail is stopped; nothing of whose link it is. */
export async function getSubscription(secret: string, language: string): Promise<Subscription | null> {
  const found = await findSubscription(secret);
  if (!found) return null;
  const { personId, eventId } = found;
  if (eventId === null) {
    const person = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { mailChoice: true } });
    return { digest: true, event: null, stopped: person.mailChoice === "none" };
  }
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: {
      slug: true,
      layers: { select: { language: true, title: true } },
      mutes: { where: { personId }, select: { personId: true } },
    },
  });
  if (!event) return null;
  const layer = pickLayer(event.layers, language);
  return {
    digest: false,
    event: { title: layer?.title ?? event.slug, language: layer?.language ?? "en" },
    stopped: event.mutes.length > 0,
  };
}
