import type { CommentRule, CommentState, Room, RoomRule, TlpLabel, Writer } from "../types";

/** A comment as its moderators see it: who wrote it only as far as the room's rule lets anybody. */
export type ModeratedComment = {
  readonly id: string;
  readonly state: CommentState;
  readonly rule: CommentRule;
  readonly label: TlpLabel | null;
  readonly writer: Writer;
  readonly html: string;
  readonly createdAt: Date;
  /** Where it stands, without language. */
  readonly path: string;
  /** "2.3": the third lesson of the second module. */
  readonly lesson: string;
  /** What was said of it by people who asked for a look and have had no answer; never who they are. */
  readonly reports: readonly string[];
  /** Why it was hidden or restored, when, and by whom. */
  readonly reason: string | null;
  readonly moderatedAt: Date | null;
  readonly moderator: string | null;
};

export type ListedMute = {
  readonly id: string;
  readonly writer: Writer;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

/** Everything the moderators of an event's room see. */
export type RoomDesk = Room & {
  readonly slug: string;
  readonly reference: string;
  readonly title: string;
  readonly language: string;
  readonly zone: string;
  /** Comments that anybody but their author can read. */
  readonly shown: number;
  /** The one asked for by its id, to decide about; it stands in no list besides. */
  readonly chosen: ModeratedComment | null;
  /** Waiting for a moderator, the oldest first. */
  readonly queue: readonly ModeratedComment[];
  /** How many wait in all. */
  readonly waiting: number;
  readonly hidden: readonly ModeratedComment[];
  /** The newest that stand on pages. */
  readonly latest: readonly ModeratedComment[];
  readonly mutes: readonly ListedMute[];
  /** Those named for this event alone. */
  readonly moderators: readonly { readonly grantId: string; readonly name: string }[];
};

export type ModerationIntent = "show" | "keep" | "hide" | "restore" | "mute";
export type ModerateReason = "gone" | "changed-meanwhile" | "yourself" | "nobody";
export type RoomSettings = {
  readonly rule: RoomRule;
  readonly held: boolean;
  readonly label: TlpLabel | null;
  readonly purgeAt: Date | null;
};
export type SettingsReason = "fixed" | "purge-past" | "purge-later";

/** An event for whose comments somebody was named as a moderator, with how much waits there. */
export type ModeratedEvent = {
  readonly slug: string;
  readonly reference: string;
  readonly title: { readonly text: string; readonly language: string };
  readonly waiting: number;
};
