import type { EventSubject } from "@/lib/access/policy";

/** What binds who writes a comment. */
export type CommentRule = "open" | "cohort" | "chatham-house" | "anonymous";
/** What a room can be set to; a closed one is not on the page at all. */
export type RoomRule = CommentRule | "closed";
/** A label of the Traffic Light Protocol 2.0. */
export type TlpLabel = "clear" | "green" | "amber" | "amber-strict" | "red";

/** How an event's room stands, as whoever writes in it is bound by it. */
export type Room = {
  readonly rule: RoomRule;
  /** Comments wait for a moderator before others read them. */
  readonly held: boolean;
  readonly label: TlpLabel | null;
  /** When everything in it is removed; null keeps it. */
  readonly purgeAt: Date | null;
  /** The event's. */
  readonly state: string;
};

/** A room for who asks at its door. */
export type RoomAtDoor = Room &
  EventSubject & {
    readonly slug: string;
    readonly admitted: boolean;
    /** Why a moderator keeps the asking person from writing; null when nobody does. */
    readonly muted: string | null;
  };

export type CommentState = "held" | "shown" | "hidden" | "deleted";

/** A comment as far as naming its author goes. */
export type Authored = {
  readonly rule: CommentRule;
  /** Counted among those who write under the rule. */
  readonly alias: number;
  /** null once the author's account is gone. */
  readonly author: string | null;
};

/** As whom an author is shown. */
export type Writer =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "participant" }
  | { readonly kind: "gone" };

/** A comment as one reader sees it. */
export type ShownComment = {
  readonly id: string;
  readonly parentId: string | null;
  readonly writer: Writer;
  readonly mine: boolean;
  readonly state: CommentState;
  readonly label: TlpLabel | null;
  /** Sanitised; null where the text is not shown. */
  readonly html: string | null;
  /** As it was typed: for its author alone, to edit. */
  readonly source: string | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  /** Changes with every edit, so that two of them do not overwrite each other. */
  readonly revision: number;
  readonly editable: boolean;
  readonly reported: boolean;
  /** Why a moderator hid it; for its author. */
  readonly reason: string | null;
};
export type Thread = ShownComment & { readonly replies: readonly ShownComment[] };

/** The comments under one page of a lesson. */
export type PageRoom = Room & {
  readonly slug: string;
  readonly zone: string;
  readonly muted: string | null;
  /** Whether somebody can write now. */
  readonly open: boolean;
  readonly moderates: boolean;
  readonly threads: readonly Thread[];
  /** How many threads there are on all pages of the list, and which of these this is. */
  readonly total: number;
  readonly listPage: number;
  readonly listPages: number;
};

/** A comment as the doors know it. */
export type CommentSubject = {
  readonly id: string;
  /** Its author. */
  readonly personId: string | null;
  readonly slug: string;
};

/** Where a comment stands in the reader. */
export type CommentPlace = {
  readonly event: string;
  readonly module: string;
  readonly lesson: string;
  readonly page: number;
  readonly listPage: number;
};

export type WriteReason = "too-many" | "closed" | "muted" | "parent-gone";
export type EditReason = "too-many" | "closed" | "muted" | "gone" | "window" | "changed-meanwhile";
export type ReportReason = "gone" | "own";

/** A comment as it may leave the room; the number says which of the file's it is. */
export type ExportedComment = {
  readonly number: number;
  readonly replyTo: number | null;
  readonly module: string;
  readonly lesson: string;
  readonly page: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly rule: CommentRule;
  readonly label: TlpLabel | null;
  readonly writer: Writer;
  readonly body: string;
};
