import { can } from "@/lib/access/authorize";
import type { Actor, EventSubject } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { renderComment } from "./markdown";
import { COMMENTS_A_PAGE, isEditable, isOpen, showsText, stricterLabel, writerOf } from "./rules";
import type {
  CommentPlace,
  CommentRule,
  CommentState,
  CommentSubject,
  PageRoom,
  RoomAtDoor,
  RoomRule,
  ShownComment,
  Thread,
  TlpLabel,
} from "./types";

/** How a person's place in an event is read, and why a moderator keeps them from writing there; $1 is the person. */
const standing = `
  EXISTS (SELECT 1 FROM enrolment n WHERE n.event_id = e.id AND n.person_id = $1 AND n.state = 'enrolled') AS admitted,
  (SELECT m.reason FROM room_mute m WHERE m.event_id = e.id AND m.person_id = $1 ORDER BY m.created_at LIMIT 1) AS muted`;

const room = `e.id, e.organization_id AS "organizationId", e.slug, e.state, e.room_rule AS rule, e.room_held AS held,
  e.room_label AS label, e.comments_purge_at AS "purgeAt"`;

/** An event's room for who asks; null when there is no such event. */
export async function getRoomAtDoor(actor: Actor, slug: string): Promise<RoomAtDoor | null> {
  const [row] = await sql<RoomAtDoor>(`SELECT ${room}, ${standing} FROM event e WHERE e.slug = $2`, [actor.id, slug]);
  return row ?? null;
}

/** The version of a lesson that stands at an address of the event's edition, if it has that page. */
export async function findLesson(
  { id }: EventSubject,
  { module, lesson, page }: { readonly module: string; readonly lesson: string; readonly page: number },
): Promise<string | null> {
  const [row] = await sql<{ id: string }>(
    `SELECT v.id FROM event e
     JOIN edition_module em ON em.edition_id = e.edition_id
     JOIN module m ON m.id = em.module_id AND m.slug = $2
     JOIN edition_lesson el ON el.edition_id = e.edition_id AND el.module_position = em.position
     JOIN lesson_version v ON v.id = el.lesson_version_id AND v.slug = $3
     WHERE e.id = $1 AND $4 BETWEEN 1 AND v.page_count`,
    [id, module, lesson, page],
  );
  return row?.id ?? null;
}

/** A comment for who wants to do something with it; null when there is none. */
export async function getCommentSubject(id: string): Promise<CommentSubject | null> {
  const [row] = await sql<CommentSubject>(
    `SELECT c.id, c.author_id AS "personId", e.slug FROM comment c JOIN event e ON e.id = c.event_id WHERE c.id = $1`,
    [id],
  );
  return row ?? null;
}

/** What a reader finds in a list, their own comments included whatever became of them; $1 is the reader. */
const seen = (comment: string): string =>
  `(${comment}.state = 'shown' OR (${comment}.author_id = $1 AND ${comment}.state IN ('held', 'hidden')))`;

/** Where a comment stands in the reader, for its own author or whoever else was shown it. */
export async function getCommentPlace(actor: Actor, id: string): Promise<CommentPlace | null> {
  const [row] = await sql<CommentPlace & { readonly before: number }>(
    `SELECT e.slug AS event, m.slug AS module, v.slug AS lesson, c.page, (
         SELECT count(*)::int FROM comment t
         WHERE t.event_id = c.event_id AND t.lesson_version_id = c.lesson_version_id AND t.page = c.page
           AND t.parent_id IS NULL AND (t.created_at, t.id) < (top.created_at, top.id)
           AND (${seen("t")} OR EXISTS (SELECT 1 FROM comment r WHERE r.parent_id = t.id AND ${seen("r")}))
       ) AS before
     FROM comment c
     JOIN comment top ON top.id = coalesce(c.parent_id, c.id)
     JOIN event e ON e.id = c.event_id
     JOIN lesson_version v ON v.id = c.lesson_version_id
     JOIN edition_lesson el ON el.edition_id = e.edition_id AND el.lesson_version_id = v.id
     JOIN edition_module em ON em.edition_id = e.edition_id AND em.position = el.module_position
     JOIN module m ON m.id = em.module_id
     WHERE c.id = $2 LIMIT 1`,
    [actor.id, id],
  );
  if (!row) return null;
  const { before, ...place } = row;
  return { ...place, listPage: Math.floor(before / COMMENTS_A_PAGE) + 1 };
}

type CommentRow = {
  readonly id: string;
  readonly parentId: string | null;
  readonly mine: boolean;
  readonly author: string | null;
  readonly rule: CommentRule;
  readonly alias: number;
  readonly label: TlpLabel | null;
  readonly body: string;
  readonly state: CommentState;
  readonly created: number;
  readonly edited: number | null;
  readonly reason: string | null;
  readonly reported: boolean;
};

type PageRow = RoomAtDoor & {
  readonly zone: string;
  readonly now: Date;
  readonly total: number;
  readonly comments: readonly CommentRow[] | null;
};

/**
 * A room with its comments under one page of a lesson, in one statement; null for a closed room, and for a page that the event's
 * edition does not have. Who may ask is decided by whoever calls: a room says to its door only whether somebody is admitted.
 */
async function readPage(
  actor: Actor,
  { slug, lessonVersionId, page, listPage }: PageQuestion,
): Promise<PageRow | null> {
  const [row] = await sql<PageRow>(
    `WITH place AS (
       SELECT e.* FROM event e WHERE e.slug = $2 AND e.room_rule <> 'closed'
         AND EXISTS (SELECT 1 FROM edition_lesson el WHERE el.edition_id = e.edition_id AND el.lesson_version_id = $3)
     ), threads AS (
       SELECT t.id, count(*) OVER ()::int AS total FROM comment t JOIN place e ON e.id = t.event_id
       WHERE t.lesson_version_id = $3 AND t.page = $4 AND t.parent_id IS NULL
         AND (${seen("t")} OR EXISTS (SELECT 1 FROM comment r WHERE r.parent_id = t.id AND ${seen("r")}))
       ORDER BY t.created_at, t.id LIMIT ${COMMENTS_A_PAGE} OFFSET $5
     )
     SELECT ${room}, e.zone, ${standing}, clock_timestamp() AS now,
       coalesce((SELECT max(total) FROM threads), 0) AS total,
       (SELECT json_agg(json_build_object(
          'id', c.id, 'parentId', c.parent_id, 'mine', c.author_id IS NOT DISTINCT FROM $1::uuid,
          'author', CASE WHEN p.erased_at IS NULL THEN p.full_name END, 'rule', c.rule, 'alias', c.alias, 'label', c.label,
          'body', c.body, 'state', c.state, 'created', extract(epoch FROM c.created_at) * 1000,
          'edited', extract(epoch FROM c.edited_at) * 1000,
          'reason', CASE WHEN c.author_id = $1 AND c.state = 'hidden' THEN c.moderation_reason END,
          'reported', EXISTS (SELECT 1 FROM comment_report q WHERE q.comment_id = c.id AND q.reporter_id = $1)
        ) ORDER BY c.created_at, c.id)
        FROM comment c LEFT JOIN person p ON p.id = c.author_id
        WHERE c.event_id = e.id AND c.lesson_version_id = $3 AND c.page = $4
          AND (c.id IN (SELECT id FROM threads) OR (c.parent_id IN (SELECT id FROM threads) AND ${seen("c")}))) AS comments
     FROM place e`,
    [actor.id, slug, lessonVersionId, page, (listPage - 1) * COMMENTS_A_PAGE],
    // Every page of the reader asks it: planning it anew would cost more than running it.
    "comments-of-page",
  );
  return row ?? null;
}

export type PageQuestion = {
  readonly slug: string;
  readonly lessonVersionId: string;
  readonly page: number;
  readonly listPage: number;
};

function shownOf(
  row: CommentRow,
  { rule, label }: { rule: RoomRule; label: TlpLabel | null },
  now: Date,
  open: boolean,
) {
  const { id, parentId, mine, state, reason, reported, body } = row;
  const createdAt = new Date(row.created);
  const editable = mine && open && isEditable({ state, createdAt }, now);
  const text = showsText(state, mine);
  return {
    id,
    parentId,
    mine,
    state,
    reason,
    reported,
    writer: writerOf(row, rule, "inside"),
    label: text ? stricterLabel(row.label, label) : null,
    html: text ? renderComment(body) : null,
    source: editable ? body : null,
    createdAt,
    editedAt: row.edited === null ? null : new Date(row.edited),
    revision: row.edited === null ? 0 : Math.round(row.edited),
    editable,
  } satisfies ShownComment;
}

/** The comments under a page for somebody in the room; null for a closed room, and for whoever has no place in it. */
export async function getPageRoom(actor: Actor, question: PageQuestion): Promise<PageRoom | null> {
  const row = await readPage(actor, question);
  if (!row || !can(actor, "room.write", row)) return null;
  // A page of the list that is not there any more, since somebody took comments back.
  if (row.total === 0 && question.listPage > 1) return getPageRoom(actor, { ...question, listPage: 1 });
  const open = isOpen(row, row.now);
  const shown = (row.comments ?? []).map((comment) => shownOf(comment, row, row.now, open && row.muted === null));
  const threads = shown
    .filter(({ parentId }) => parentId === null)
    .map((thread): Thread => ({ ...thread, replies: shown.filter(({ parentId }) => parentId === thread.id) }));
  const { slug, zone, rule, held, label, purgeAt, state, muted, total } = row;
  return {
    slug,
    zone,
    rule,
    held,
    label,
    purgeAt,
    state,
    muted,
    open,
    moderates: can(actor, "room.moderate", row),
    threads,
    total,
    listPage: question.listPage,
    listPages: Math.max(1, Math.ceil(total / COMMENTS_A_PAGE)),
  };
}
