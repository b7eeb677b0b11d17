import type { MessageKey } from "@/lib/content/messages";
import { csvCell } from "@/lib/exams/results/rules";
import type {
  Authored,
  CommentPlace,
  CommentRule,
  CommentState,
  ExportedComment,
  Room,
  RoomRule,
  TlpLabel,
  Writer,
} from "./types";

/** The rules, the stricter after the less strict. */
const commentRules = ["open", "cohort", "chatham-house", "anonymous"] as const satisfies readonly CommentRule[];
export const roomRules = [...commentRules, "closed"] as const satisfies readonly RoomRule[];

/** The labels, the stricter after the less strict. */
export const labels = ["clear", "green", "amber", "amber-strict", "red"] as const satisfies readonly TlpLabel[];

/** A label as it stands everywhere: in capitals, without a space, and identical in every language. Source: FIRST, TLP 2.0. */
export const labelText = (label: TlpLabel): string => `TLP:${label.replace("-", "+").toUpperCase()}`;

/** The stricter of two labels; no label at all is the least strict. */
export function stricterLabel(a: TlpLabel | null, b: TlpLabel | null): TlpLabel | null {
  if (a === null || b === null) return a ?? b;
  return labels.indexOf(a) >= labels.indexOf(b) ? a : b;
}

/** The labels that an author may choose: the room's and every stricter one. */
export const labelsFrom = (room: TlpLabel | null): readonly TlpLabel[] =>
  labels.slice(room === null ? 0 : labels.indexOf(room));

/** What binds a comment: the rule that it was written under, or a stricter one set since; never a looser one. */
export function ruleOf(written: CommentRule, room: RoomRule): CommentRule {
  if (room === "closed") return written;
  return commentRules.indexOf(written) >= commentRules.indexOf(room) ? written : room;
}

/** Whether nobody at all sees who wrote a comment. */
export const isVeiled = (written: CommentRule, room: RoomRule): boolean => ruleOf(written, room) === "anonymous";

/**
 * As whom an author is shown: `inside` is the room's own pages, for participants and moderators alike; `outside` is everything
 * that leaves it. A number is shown only for what was written without names: a comment that once had a name would tell it.
 */
export function writerOf({ rule, alias, author }: Authored, room: RoomRule, where: "inside" | "outside"): Writer {
  if (isVeiled(rule, room)) return rule === "anonymous" ? { kind: "number", number: alias } : { kind: "participant" };
  if (where === "outside" && ruleOf(rule, room) === "chatham-house") return { kind: "participant" };
  return author === null ? { kind: "gone" } : { kind: "name", name: author };
}

/** Whether a comment can be written now. An archived or cancelled event keeps what was written, and no more is added. */
export const isOpen = ({ rule, state, purgeAt }: Room, now: Date): boolean =>
  rule !== "closed" && (state === "published" || state === "closed") && (purgeAt === null || now < purgeAt);

/** How long an author may mend a comment. Units: minutes. */
export const EDIT_MINUTES = 15;

/** Whether its author may still mend a comment; taking it back is possible for ever. */
export const isEditable = (
  { state, createdAt }: { readonly state: CommentState; readonly createdAt: Date },
  now: Date,
): boolean => (state === "shown" || state === "held") && now.getTime() - createdAt.getTime() < EDIT_MINUTES * 60_000;

/** What a reader sees of a comment's text: it stands there, or in its place what became of it. */
export const showsText = (state: CommentState, mine: boolean): boolean =>
  state === "shown" || (mine && state !== "deleted");

/** How many comments stand on one page of the list, replies not counted. */
export const COMMENTS_A_PAGE = 50;

/** The reader's address of a comment, without language. */
export function pathOfComment({ event, module, lesson, page, listPage }: CommentPlace, id: string | null): string {
  const query = [page > 1 ? `page=${page}` : "", listPage > 1 ? `comments=${listPage}` : ""].filter(Boolean).join("&");
  return `/learn/${event}/${module}/${lesson}${query && `?${query}`}#${id ? `comment-${id}` : "comments"}`;
}

/** The page of the list that an address asks for; the first for anything that is no number. */
export const readListPage = (text: string | readonly string[] | undefined): number =>
  typeof text === "string" && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;

/** What somebody is about to do with one comment, as the address says it. */
export const commentActs = ["reply", "edit", "delete", "report"] as const;
export type CommentAct = (typeof commentActs)[number];

/** Whether a comment may leave the room in a file. TLP:RED is for those who read it there. */
export const mayLeave = (label: TlpLabel | null): boolean => label !== "red";

const columns = [
  "number",
  "reply_to",
  "module",
  "lesson",
  "page",
  "written_at",
  "edited_at",
  "rule",
  "label",
  "writer",
  "text",
] as const;

const writerText = (writer: Writer): string | null => {
  if (writer.kind === "name") return writer.name;
  return writer.kind === "number" ? `participant ${writer.number}` : null;
};

/** A room as a file for spreadsheets: no names that the rules keep in the room, nothing that is TLP:RED. */
export function commentsCsv(comments: readonly ExportedComment[]): string {
  const lines = comments
    .filter(({ label }) => mayLeave(label))
    .map((comment) => {
      const cells: Readonly<Record<(typeof columns)[number], string | number | Date | null>> = {
        number: comment.number,
        reply_to: comment.replyTo,
        module: comment.module,
        lesson: comment.lesson,
        page: comment.page,
        written_at: comment.createdAt,
        edited_at: comment.editedAt,
        rule: comment.rule,
        label: comment.label && labelText(comment.label),
        writer: writerText(comment.writer),
        text: comment.body,
      };
      return columns.map((column) => cells[column]);
    });
  return `\uFEFF${[[...columns], ...lines].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

export const problemKey = (reason: string): MessageKey => `problem.comment.${reason}` as MessageKey;
