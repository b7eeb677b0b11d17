/** A person as the access table sees one: who, and what was granted, read from the database once a request. */
export type Actor = {
  readonly id: string;
  readonly fullName: string;
  readonly language: string;
  readonly zone: string;
  readonly sessionId: string;
  readonly grants: readonly ActorGrant[];
};

export type ActorGrant = {
  readonly role: "admin" | "organizer" | "reviewer" | "instructor" | "editor" | "moderator" | "focal_point";
  readonly organizationId: string | null;
  readonly eventId: string | null;
};

export type EventSubject = { readonly id: string; readonly organizationId: string };
export type ReleaseSubject = EventSubject & {
  readonly closedById: string | null;
  /** Everybody who ever handed its dossier in. */
  readonly handedInBy: readonly string[];
  readonly actorSits: boolean;
};
/** A certificate with its event. */
export type CorrectionSubject = ReleaseSubject & { readonly personId: string | null };
export type OwnedSubject = { readonly id: string; readonly personId: string };
export type AttemptSubject = OwnedSubject & { readonly event: EventSubject };
export type ApplicationSubject = OwnedSubject & { readonly event: EventSubject };
/** A reference to a file: "public" and "admitted" from an event's files, "application" from what an applicant sent. */
export type UploadUse = {
  readonly kind: "public" | "admitted" | "application";
  readonly event: EventSubject;
  /** Whether the asking person is enrolled in the event. */
  readonly admitted: boolean;
  /** The applicant. */
  readonly personId: string | null;
  /** Not sent yet: only the applicant sees it. */
  readonly drafted: boolean;
};
export type UploadSubject = { readonly id: string; readonly uses: readonly UploadUse[] };
/** An event's room of comments, as the asking person stands to it. */
export type RoomSubject = EventSubject & { readonly admitted: boolean };
export type BankSubject = { readonly id: string; readonly organizationId: string };
export type CertificateSubject = { readonly id: string; readonly personId: string | null };

/** What each action is done to. */
export type Subjects = {
  "platform.administer": "platform";
  "event.create": { readonly organizationId: string };
  "event.join": EventSubject;
  "event.manage": EventSubject;
  "event.review": EventSubject;
  "event.nominate": EventSubject;
  "attendance.record": EventSubject;
  "room.moderate": EventSubject;
  "room.write": RoomSubject;
  "comment.change": { readonly id: string; readonly personId: string | null };
  "upload.read": UploadSubject;
  "application.list": EventSubject;
  "application.review": ApplicationSubject;
  "application.decide": ApplicationSubject;
  "enrolment.use": OwnedSubject;
  "note.keep": OwnedSubject;
  "attempt.write": OwnedSubject;
  "attempt.review": AttemptSubject;
  "attempt.oversee": AttemptSubject;
  "attempt.decide": AttemptSubject;
  "bank.edit": BankSubject;
  "bank.review": BankSubject;
  "key.repair": BankSubject;
  "source.check": { readonly id: string };
  "template.edit": { readonly organizationId: string };
  "certificate.release": ReleaseSubject;
  "certificate.release-own": ReleaseSubject;
  "certificate.correct": CorrectionSubject;
  "certificate.revoke": CertificateSubject;
  "certificate.see-whole": CertificateSubject;
  "certificate.show": CertificateSubject;
};
export type Action = keyof Subjects;

export const isAdmin = (actor: Actor): boolean => actor.grants.some((grant) => grant.role === "admin");

const organizes = (actor: Actor, event: EventSubject): boolean =>
  actor.grants.some(
    (grant) =>
      grant.role === "organizer" && (grant.eventId === event.id || grant.organizationId === event.organizationId),
  );

const belongsTo = (actor: Actor, organizationId: string, roles: readonly ActorGrant["role"][]): boolean =>
  actor.grants.some((grant) => grant.organizationId === organizationId && roles.includes(grant.role));

const teaches = (actor: Actor, event: EventSubject): boolean =>
  actor.grants.some(
    (grant) =>
      grant.role === "instructor" && (grant.eventId === event.id || grant.organizationId === event.organizationId),
  );

const reviews = (actor: Actor, event: EventSubject): boolean =>
  actor.grants.some(
    (grant) =>
      grant.role === "reviewer" && (grant.eventId === event.id || grant.organizationId === event.organizationId),
  );

const moderates = (actor: Actor, event: EventSubject): boolean =>
  organizes(actor, event) ||
  actor.grants.some(
    (grant) =>
      grant.role === "moderator" && (grant.eventId === event.id || grant.organizationId === event.organizationId),
  );

/** Whoever closed an event, handed its dossier in, teaches or sits it. */
const hadPart = (actor: Actor, event: ReleaseSubject): boolean =>
  event.closedById === actor.id || event.handedInBy.includes(actor.id) || teaches(actor, event) || event.actorSits;

const releases = (actor: Actor, event: ReleaseSubject): boolean =>
  isAdmin(actor) && !organizes(actor, event) && !hadPart(actor, event);

/** Who may do what: the whole of it. Whether the clock, the seats or the state allow it is the room's rule, not access. */
export const policy: { readonly [A in Action]: (actor: Actor, subject: Subjects[A]) => boolean } = {
  "platform.administer": (actor) => isAdmin(actor),
  "event.create": (actor, { organizationId }) =>
    actor.grants.some((grant) => grant.role === "organizer" && grant.organizationId === organizationId),
  "event.join": () => true,
  "event.manage": organizes,
  // That it is another person than who sent it is the room's rule.
  "event.review": (actor, event) => organizes(actor, event) || reviews(actor, event),
  // For which State is read from the grant again, in the transaction of what is nominated.
  "event.nominate": (actor, event) =>
    actor.grants.some((grant) => grant.role === "focal_point" && grant.eventId === event.id),
  "attendance.record": (actor, event) => organizes(actor, event) || teaches(actor, event),
  "room.moderate": moderates,
  // Reading a room and writing in it are one right: nobody reads along unseen. What the room's rule adds is the room's.
  "room.write": (actor, room) => room.admitted || moderates(actor, room),
  "comment.change": (actor, comment) => comment.personId === actor.id,
  // Who may read a file is decided by what refers to it; one to which nothing refers is nobody's to read.
  "upload.read": (actor, { uses }) =>
    uses.some(({ kind, event, admitted, personId, drafted }) => {
      if (kind === "public") return true;
      if (kind === "admitted")
        return admitted || organizes(actor, event) || teaches(actor, event) || reviews(actor, event);
      return personId === actor.id || (!drafted && (organizes(actor, event) || reviews(actor, event)));
    }),
  "application.list": (actor, event) => organizes(actor, event) || reviews(actor, event),
  // Nobody scores or decides their own application.
  "application.review": (actor, { personId, event }) =>
    personId !== actor.id && (organizes(actor, event) || reviews(actor, event)),
  "application.decide": (actor, { personId, event }) => personId !== actor.id && organizes(actor, event),
  "enrolment.use": (actor, enrolment) => enrolment.personId === actor.id,
  "note.keep": (actor, note) => note.personId === actor.id,
  "attempt.write": (actor, attempt) => attempt.personId === actor.id,
  "attempt.review": (actor, attempt) => attempt.personId === actor.id || organizes(actor, attempt.event),
  // Staff read and steer an attempt, never their own; a second person, who may be an admin, decides what changes its mark.
  "attempt.oversee": (actor, attempt) => attempt.personId !== actor.id && organizes(actor, attempt.event),
  "attempt.decide": (actor, attempt) =>
    attempt.personId !== actor.id && (isAdmin(actor) || organizes(actor, attempt.event)),
  "bank.edit": (actor, bank) => belongsTo(actor, bank.organizationId, ["organizer", "editor"]),
  "bank.review": (actor, bank) => belongsTo(actor, bank.organizationId, ["organizer", "editor", "reviewer"]),
  // Repairing a key marks people's attempts again and shows their results: organizers alone.
  "key.repair": (actor, bank) => belongsTo(actor, bank.organizationId, ["organizer"]),
  // Who has read a cited place in its source, in a reviewing role anywhere; whose citations it concerns is scoped in the query.
  "source.check": (actor) =>
    actor.grants.some(
      ({ role, organizationId }) => organizationId !== null && ["organizer", "editor", "reviewer"].includes(role),
    ),
  // How an organization's documents look, and whose name stands under them: its own organizers.
  "template.edit": (actor, { organizationId }) => belongsTo(actor, organizationId, ["organizer"]),
  // The two-person rule: whoever closed, handed in, organizes, teaches or sits an event does not release its certificates.
  "certificate.release": releases,
  // What an organization gives in its own name, another of its organizers releases: kinds are the room's rule.
  "certificate.release-own": (actor, event) =>
    belongsTo(actor, event.organizationId, ["organizer"]) &&
    !actor.grants.some((grant) => grant.role === "organizer" && grant.eventId === event.id) &&
    !hadPart(actor, event),
  "certificate.correct": (actor, certificate) => releases(actor, certificate) && certificate.personId !== actor.id,
  "certificate.revoke": (actor, certificate) => isAdmin(actor) && certificate.personId !== actor.id,
  "certificate.see-whole": (actor, certificate) => certificate.personId === actor.id || isAdmin(actor),
  // To whom it is shown, and what of it, its holder alone decides.
  "certificate.show": (actor, certificate) => certificate.personId === actor.id,
};
