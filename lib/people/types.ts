/** What a person sees of their own account. */
export type Account = {
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly language: string;
  readonly zone: string;
  readonly mailChoice: string;
  /** `undeliverableAt`: since when its mail server takes nothing for it. */
  readonly addresses: readonly {
    readonly address: string;
    readonly verifiedAt: Date | null;
    readonly undeliverableAt: Date | null;
  }[];
  /** Events of which the person wants no announcements and reminders by mail. */
  readonly muted: readonly { readonly slug: string; readonly title: string; readonly language: string }[];
  readonly unreadLetters: number;
};

export type LetterSummary = {
  readonly id: string;
  readonly subject: string;
  readonly language: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly state: string;
};

export type Letter = LetterSummary & { readonly address: string; readonly body: string };

/** A piece of a letter's text; one with an `href` is a link to a page of ours. */
export type LetterPiece = { readonly text: string; readonly href?: string };

/** A letter as a page shows it: its text cut into pieces, so that only our own links can be followed. */
export type ReadableLetter = Omit<LetterSummary, "readAt"> & {
  readonly address: string;
  readonly pieces: readonly LetterPiece[];
};

/** What became of a link that was sent by mail. */
export type LinkState = "ready" | "used" | "expired" | "unknown";

/** A link that was sent by mail; whom it is for is told only to who holds one that can still be used. */
export type MailLink =
  | { readonly state: "ready"; readonly address: string; readonly fullName: string }
  | { readonly state: Exclude<LinkState, "ready"> };
