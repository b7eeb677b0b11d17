import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { renderComment } from "../markdown";
import { COMMENTS_A_PAGE, mayLeave, pathOfComment, ruleOf, stricterLabel, writerOf } from "../rules";
import type { CommentRule, CommentState, ExportedComment, RoomRule, TlpLabel, Writer } from "../types";
import type { ListedMute, ModeratedComment, ModeratedEvent, RoomDesk } from "./types";

type Moderate = Permit<"room.moderate">;

/** How many of each kind are listed; what waits is worked off, what is hidden or new is for a look. */
const LISTED = { queue: 50, hidden: 20, latest: 10 } as const;

type Row = {
  readonly id: string;
  readonly parentId: string | null;
  readonly state: CommentState;
  readonly rule: CommentRule;
  readonly roomRule: RoomRule;
  readonly roomLabel: TlpLabel | null;
  readonly label: TlpLabel | null;
  readonly alias: number;
  readonly author: string | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly page: number;
  readonly event: string;
  readonly module: string;
  readonly lesson: string;
  readonly number: string;
  readonly before: number;
  readonly reports: readonly string[];
  readonly reason: string | null;
  readonly moderatedAt: Date | null;
  readonly moderator: string | null;
};

/** How many threads stand before a comment's on its page: on which page of the list it is found. */
const before = `
  (SELECT count(*)::int FROM comment t JOIN comment top ON top.id = coalesce(c.parent_id, c.id)
   WHERE t.event_id = c.event_id AND t.lesson_version_id = c.lesson_version_id AND t.page = c.page AND t.parent_id IS NULL
     AND (t.created_at, t.id) < (top.created_at, top.id)
     AND (t.state = 'shown' OR EXISTS (SELECT 1 FROM comment s WHERE s.parent_id = t.id AND s.state = 'shown')))`;

/** The comments of one event, $1, with their places; what follows chooses among them. */
const comments = (column: string): string => `
  SELECT ${column} AS before, c.id, c.parent_id AS "parentId", c.state::text, c.rule, e.room_rule AS "roomRule", e.room_label AS "roomLabel", c.label, c.alias,
    CASE WHEN p.erased_at IS NULL THEN p.full_name END AS author, c.body, c.created_at AS "createdAt", c.edited_at AS "editedAt",
    c.page, e.slug AS event, place.module, v.slug AS lesson, place.number,
    ARRAY(SELECT q.reason FROM comment_report q WHERE q.comment_id = c.id AND q.resolved_at IS NULL ORDER BY q.created_at) AS reports,
    c.moderation_reason AS reason, c.moderated_at AS "moderatedAt", b.full_name AS moderator
  FROM comment c
  JOIN event e ON e.id = c.event_id
  JOIN lesson_version v ON v.id = c.lesson_version_id
  CROSS JOIN LATERAL (
    SELECT m.slug AS module, el.module_position || '.' || el.position AS number FROM edition_lesson el
    JOIN edition_module em ON em.edition_id = el.edition_id AND em.position = el.module_position
    JOIN module m ON m.id = em.module_id
    WHERE el.edition_id = e.edition_id AND el.lesson_version_id = v.id LIMIT 1) AS place
  LEFT JOIN person p ON p.id = c.author_id
  LEFT JOIN person b ON b.id = c.moderated_by_id
  WHERE c.event_id = $1`;

const isWaiting = `(c.state = 'held' OR (c.state = 'shown' AND EXISTS (
  SELECT 1 FROM comment_report q WHERE q.comment_id = c.id AND q.resolved_at IS NULL)))`;

const moderatedOf = (row: Row): ModeratedComment => {
  const { id, state, rule, createdAt, number, reports, reason, moderatedAt, moderator } = row;
  return {
    id,
    state,
    rule: ruleOf(rule, row.roomRule),
    label: stricterLabel(row.label, row.roomLabel),
    writer: writerOf(row, row.roomRule, "inside"),
    html: renderComment(row.body),
    createdAt,
    path: pathOfComment({ ...row, listPage: Math.floor(row.before / COMMENTS_A_PAGE) + 1 }, id),
    lesson: number,
    reports,
    reason,
    moderatedAt,
    moderator,
  };
};

/** As whom a muted person is listed: as they were known where they were muted for it, so that no number leads to a name. */
const mutedAs = (veiled: boolean, alias: number | null, name: string): Writer => {
  if (!veiled) return { kind: "name", name };
  return alias === null ? { kind: "participant" } : { kind: "number", number: alias };
};

/** What waits for the moderators of a room, what they hid, and whom they muted. */
export async function getRoomDesk(
  { subject: { id } }: Moderate,
  language: string,
  chosenId: string | null = null,
): Promise<RoomDesk> {
  const listed = comments(before);
  const others = "AND c.id IS DISTINCT FROM $2::uuid";
  const [event, [chosen], queue, hidden, latest, [counts], mutes] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id },
      select: {
        slug: true,
        reference: true,
        state: true,
        zone: true,
        roomRule: true,
        roomHeld: true,
        roomLabel: true,
        commentsPurgeAt: true,
        layers: { select: { language: true, title: true } },
        grants: {
          where: { role: "moderator", revokedAt: null },
          orderBy: { createdAt: "asc" },
          select: { id: true, person: { select: { fullName: true } } },
        },
      },
    }),
    sql<Row>(`${listed} AND c.id = $2 AND c.state <> 'deleted'`, [id, chosenId]),
    sql<Row>(`${listed} ${others} AND ${isWaiting} ORDER BY c.created_at, c.id LIMIT ${LISTED.queue}`, [id, chosenId]),
    sql<Row>(`${listed} ${others} AND c.state = 'hidden' ORDER BY c.moderated_at DESC, c.id LIMIT ${LISTED.hidden}`, [
      id,
      chosenId,
    ]),
    sql<Row>(
      `${listed} ${others} AND c.state = 'shown' AND NOT ${isWaiting}
       ORDER BY c.created_at DESC, c.id LIMIT ${LISTED.latest}`,
      [id, chosenId],
    ),
    sql<{ shown: number; waiting: number }>(
      `SELECT count(*) FILTER (WHERE c.state = 'shown')::int AS shown, count(*) FILTER (WHERE ${isWaiting})::int AS waiting
       FROM comment c WHERE c.event_id = $1`,
      [id],
    ),
    db.roomMute.findMany({
      where: { eventId: id },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      select: {
        id: true,
        veiled: true,
        alias: true,
        reason: true,
        createdAt: true,
        person: { select: { fullName: true } },
        mutedBy: { select: { fullName: true } },
      },
    }),
  ]);
  const layer = pickLayer(event.layers, language);
  return {
    slug: event.slug,
    reference: event.reference,
    title: layer?.title ?? event.reference,
    language: layer?.language ?? "en",
    zone: event.zone,
    state: event.state,
    rule: event.roomRule as RoomRule,
    held: event.roomHeld,
    label: event.roomLabel as TlpLabel | null,
    purgeAt: event.commentsPurgeAt,
    shown: counts?.shown ?? 0,
    waiting: counts?.waiting ?? 0,
    moderators: event.grants.map(({ id: grantId, person }) => ({ grantId, name: person.fullName })),
    chosen: chosen ? moderatedOf(chosen) : null,
    queue: queue.map(moderatedOf),
    hidden: hidden.map(moderatedOf),
    latest: latest.map(moderatedOf),
    mutes: mutes.map(
      ({ id: muteId, veiled, alias, person, reason, mutedBy, createdAt }): ListedMute => ({
        id: muteId,
        writer: mutedAs(veiled, alias, person.fullName),
        reason,
        by: mutedBy.fullName,
        at: createdAt,
      }),
    ),
  };
}

/** The events whose comments somebody moderates without organizing them, for their own first page. */
export async function listModerated(actor: Actor, language: string): Promise<ModeratedEvent[]> {
  const grants = actor.grants.filter(({ role }) => role === "moderator");
  if (grants.length === 0) return [];
  const rows = await sql<{
    slug: string;
    reference: string;
    layers: { language: string; title: string }[];
    waiting: number;
  }>(
    `SELECT e.slug, e.reference,
       coalesce((SELECT json_agg(json_build_object('language', l.language, 'title', l.title)) FROM event_layer l WHERE l.event_id = e.id), '[]') AS layers,
       (SELECT count(*)::int FROM comment c WHERE c.event_id = e.id AND ${isWaiting}) AS waiting
     FROM event e
     WHERE e.state IN ('published', 'closed') AND (e.id = ANY($1::uuid[]) OR e.organization_id = ANY($2::uuid[]))
     ORDER BY waiting DESC, e.opens_at DESC NULLS LAST, e.slug LIMIT 50`,
    [grants.flatMap(({ eventId }) => eventId ?? []), grants.flatMap(({ organizationId }) => organizationId ?? [])],
  );
  return rows.map(({ layers, ...row }) => {
    const layer = pickLayer(layers, language);
    return { ...row, title: { text: layer?.title ?? row.reference, language: layer?.language ?? "en" } };
  });
}

/** What may leave a room: what stands on its pages, without what is TLP:RED and without names that its rules keep inside. */
export async function listForExport({ subject: { id } }: Moderate): Promise<ExportedComment[]> {
  const rows = await sql<Row>(`${comments("0")} AND c.state = 'shown' ORDER BY c.created_at, c.id`, [id]);
  const leaving = rows
    .map((row) => ({ ...row, label: stricterLabel(row.label, row.roomLabel) }))
    .filter(({ label }) => mayLeave(label));
  const numberOf = new Map(leaving.map((row, at) => [row.id, at + 1]));
  return leaving.map(
    ({ id: own, parentId, module, lesson, page, createdAt, editedAt, rule, label, body, ...row }, at) => ({
      number: numberOf.get(own) ?? at + 1,
      replyTo: parentId === null ? null : (numberOf.get(parentId) ?? null),
      module,
      lesson,
      page,
      createdAt,
      editedAt,
      rule: ruleOf(rule, row.roomRule),
      label,
      writer: writerOf({ rule, ...row }, row.roomRule, "outside"),
      body,
    }),
  );
}
