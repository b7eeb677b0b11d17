/** What one layer of a session says. */
export type SessionText = { readonly title: string; readonly description: string };
export type StaffText = { readonly role: string; readonly biography: string };

/** Text of a layer as it is shown, with the language that it is in. */
export type Shown<Text> = Text & { readonly language: string };

export type FileKind = "slides" | "handout" | "document";
export type Audience = "public" | "admitted";

/** A file of an event as it is listed. */
export type ListedFile = {
  readonly id: string;
  readonly uploadId: string;
  readonly kind: FileKind;
  readonly title: string;
  readonly audience: Audience;
  readonly name: string;
  readonly bytes: number;
};

export type StaffKind = "lecturer" | "facilitator";

/** Who teaches or facilitates, as everybody reads it. */
export type StaffMember = Shown<StaffText> & {
  readonly id: string;
  readonly kind: StaffKind;
  readonly fullName: string | null;
};

/** A session as everybody may know it. */
export type PublicSession = Shown<SessionText> & {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelled: boolean;
};

/** What the public page of an event says of its programme: the same for everybody. */
export type Programme = {
  readonly zone: string;
  readonly sessions: readonly PublicSession[];
  readonly staff: readonly StaffMember[];
  readonly documents: readonly ListedFile[];
};

/** A session as the admitted see it. */
export type AdmittedSession = PublicSession & {
  readonly room: string | null;
  readonly link: string | null;
  readonly files: readonly ListedFile[];
  /** Of the asking person; null while nobody recorded it, and for who only looks on. */
  readonly attendance: AttendanceState | null;
  readonly began: boolean;
};

/** The programme of an event for the admitted. */
export type AdmittedProgramme = {
  readonly event: {
    readonly slug: string;
    readonly title: string;
    readonly language: string;
    readonly reference: string;
    readonly place: string | null;
    readonly zone: string;
    readonly attendancePercent: number | null;
    readonly closed: boolean;
  };
  readonly sessions: readonly AdmittedSession[];
  readonly staff: readonly StaffMember[];
  readonly documents: readonly ListedFile[];
  /** Whether the asking person has a seat; otherwise they organize or teach. */
  readonly enrolled: boolean;
  /** Of the asking person; null for who only looks on. */
  readonly attendance: Attendance | null;
  /** A code for checking in is open now. */
  readonly checkInOpen: boolean;
};

/** A session as its organizer edits it. */
export type EditedSession = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly layers: Readonly<Record<string, SessionText>>;
  readonly room: string | null;
  readonly link: string | null;
};

export type ManagedSession = PublicSession &
  EditedSession & {
    readonly files: readonly ListedFile[];
    /** How many of the enrolled are recorded, by state. */
    readonly recorded: Readonly<Record<AttendanceState, number>>;
    readonly began: boolean;
  };

export type ManagedStaff = StaffMember & { readonly layers: Readonly<Record<string, StaffText>> };

/** Everything that organizers and instructors see of an event's sessions. */
export type SessionDesk = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly reference: string;
  readonly state: string;
  readonly zone: string;
  /** Sessions are still made and changed: until the event is closed or cancelled. */
  readonly open: boolean;
  readonly enrolled: number;
  readonly sessions: readonly ManagedSession[];
  readonly staff: readonly ManagedStaff[];
  readonly documents: readonly ListedFile[];
};

export type AttendanceState = "present" | "absent" | "excused";

/** A person's attendance in numbers: of the sessions held, without the excused ones. */
export type Attendance = {
  readonly attended: number;
  /** Held sessions from which the person was not excused. */
  readonly counted: number;
  readonly held: number;
};

/** One person in the roll of a session, with what is recorded of them. */
export type RollEntry = {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly stateCode: string | null;
  readonly state: AttendanceState | null;
  readonly method: "roll-call" | "self" | null;
  readonly saidAt: Date | null;
};
