import type { EventSubject } from "@/lib/access/policy";

/** What stands in one field of an event's brief, with where it can be checked. */
export type BriefEntry = {
  readonly field: string;
  readonly text: string;
  readonly source: string;
  readonly savedAt: Date;
};
export type SavedEntry = BriefEntry & { readonly savedBy: string };

/** A field of the template in one language, with what was filled in; null where nothing was. */
export type BriefField<Entry extends BriefEntry = BriefEntry> = {
  readonly slug: string;
  /** Its place in the whole template, counted from one. */
  readonly number: number;
  readonly label: string;
  readonly help: string;
  readonly entry: Entry | null;
};

export type Brief<Entry extends BriefEntry = BriefEntry> = {
  readonly groups: readonly { readonly title: string; readonly fields: readonly BriefField<Entry>[] }[];
  readonly filled: number;
  readonly total: number;
};

/** An event of whose edition the lesson on the brief is a part. */
export type BriefSubject = EventSubject & { readonly slug: string; readonly state: string; readonly zone: string };

/** The brief as its organizer fills it in. */
export type BriefDesk = {
  readonly event: BriefSubject & { readonly title: { readonly text: string; readonly language: string } };
  readonly brief: Brief<SavedEntry>;
  /** What the brief was when it was shown. */
  readonly digest: string;
  /** The organizer's own time zone. */
  readonly zone: string;
};

/** What was typed into one field; both empty takes the entry away. */
export type BriefEdit = { readonly field: string; readonly text: string; readonly source: string };
export type SaveBriefReason = "fixed" | "changed-meanwhile";
