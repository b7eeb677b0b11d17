import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { can } from "./authorize";
import { type Action, type Actor, type ActorGrant, isAdmin, policy, type Subjects, type UploadUse } from "./policy";

const EVENT = { id: "event", organizationId: "organization" };

const onPlatform: ActorGrant = { role: "admin", organizationId: null, eventId: null };
const onOrganization = (role: ActorGrant["role"], organizationId = EVENT.organizationId): ActorGrant => ({
  role,
  organizationId,
  eventId: null,
});
const onEvent = (role: ActorGrant["role"], eventId = EVENT.id): ActorGrant => ({ role, organizationId: null, eventId });

const buildActor = (id: string, ...grants: ActorGrant[]): Actor => ({
  id,
  fullName: "Ana Maria",
  language: "en",
  zone: "UTC",
  sessionId: "session",
  grants,
});

/** The enrolment, the attempt and the certificate below are the learner's; the closing admin closed the event. */
const actors = {
  learner: buildActor("learner"),
  "other learner": buildActor("other-learner"),
  "organizer of the organization": buildActor("organizer", onOrganization("organizer")),
  "organizer of another": buildActor("other-organizer", onOrganization("organizer", "other-organization")),
  "organizer by event grant": buildActor("event-organizer", onEvent("organizer")),
  instructor: buildActor("instructor", onEvent("instructor")),
  admin: buildActor("admin", onPlatform),
  "admin who organizes": buildActor("organizing-admin", onPlatform, onOrganization("organizer")),
  "admin who closed the event": buildActor("closing-admin", onPlatform),
  "admin who sits it": buildActor("sitting-admin", onPlatform),
};
type Who = keyof typeof actors;
const everybody = Object.keys(actors) as Who[];

/** A file's reference: slides for the admitted; a test states what differs. */
const buildUse = (fields: Partial<UploadUse> = {}): UploadUse => ({
  kind: "admitted",
  event: EVENT,
  admitted: false,
  personId: null,
  drafted: false,
  ...fields,
});

const releaseSubject = (actor: Actor): Subjects["certificate.release"] => ({
  ...EVENT,
  closedById: "closing-admin",
  handedInBy: [],
  actorSits: actor.id === "sitting-admin",
});

const subjectsFor = (actor: Actor): Subjects => ({
  "platform.administer": "platform",
  "event.create": { organizationId: EVENT.organizationId },
  "event.join": EVENT,
  "event.manage": EVENT,
  "event.review": EVENT,
  "attendance.record": EVENT,
  "room.moderate": EVENT,
  "room.write": { ...EVENT, admitted: actor.id === "learner" },
  "comment.change": { id: "comment", personId: "learner" },
  "upload.read": { id: "upload", uses: [buildUse({ admitted: actor.id === "learner" })] },
  "event.nominate": EVENT,
  "application.list": EVENT,
  "application.review": { id: "application", personId: "learner", event: EVENT },
  "application.decide": { id: "application", personId: "learner", event: EVENT },
  "enrolment.use": { id: "enrolment", personId: "learner" },
  "note.keep": { id: "note", personId: "learner" },
  "attempt.write": { id: "attempt", personId: "learner" },
  "attempt.review": { id: "attempt", personId: "learner", event: EVENT },
  "attempt.oversee": { id: "attempt", personId: "learner", event: EVENT },
  "attempt.decide": { id: "attempt", personId: "learner", event: EVENT },
  "bank.edit": { id: "bank", organizationId: EVENT.organizationId },
  "bank.review": { id: "bank", organizationId: EVENT.organizationId },
  "key.repair": { id: "bank", organizationId: EVENT.organizationId },
  "source.check": { id: "A/70/174" },
  "template.edit": { organizationId: EVENT.organizationId },
  "certificate.release": releaseSubject(actor),
  "certificate.release-own": releaseSubject(actor),
  "certificate.correct": { ...releaseSubject(actor), personId: "learner" },
  "certificate.revoke": { id: "certificate", personId: "learner" },
  "certificate.see-whole": { id: "certificate", personId: "learner" },
  "certificate.show": { id: "certificate", personId: "learner" },
});

const may = <A extends Action>(actor: Actor, action: A, subject: Subjects[A] = subjectsFor(actor)[action]): boolean =>
  can(actor, action, subject);

const YES = true;
const no = false;

// biome-ignore format: a table is read by columns
const matrix: Readonly<Record<Action, readonly boolean[]>> = {
  //                        learner  other    organi-  org. of  org. by  instruc- admin    admin,   admin,   admin,
  //                                 learner  zer      another  event    tor               organiz. closed   sits
  "platform.administer":   [no,      no,      no,      no,      no,      no,      YES,     YES,     YES,     YES],
  "event.create":          [no,      no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "event.join":            [YES,     YES,     YES,     YES,     YES,     YES,     YES,     YES,     YES,     YES],
  "event.manage":          [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "event.review":          [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "event.nominate":        [no,      no,      no,      no,      no,      no,      no,      no,      no,      no],
  "attendance.record":     [no,      no,      YES,     no,      YES,     YES,     no,      YES,     no,      no],
  "room.moderate":         [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "room.write":            [YES,     no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "comment.change":        [YES,     no,      no,      no,      no,      no,      no,      no,      no,      no],
  "upload.read":           [YES,     no,      YES,     no,      YES,     YES,     no,      YES,     no,      no],
  "application.list":      [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "application.review":    [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "application.decide":    [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "enrolment.use":         [YES,     no,      no,      no,      no,      no,      no,      no,      no,      no],
  "note.keep":             [YES,     no,      no,      no,      no,      no,      no,      no,      no,      no],
  "attempt.write":         [YES,     no,      no,      no,      no,      no,      no,      no,      no,      no],
  "attempt.review":        [YES,     no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "attempt.oversee":       [no,      no,      YES,     no,      YES,     no,      no,      YES,     no,      no],
  "attempt.decide":        [no,      no,      YES,     no,      YES,     no,      YES,     YES,     YES,     YES],
  "bank.edit":             [no,      no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "bank.review":           [no,      no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "key.repair":            [no,      no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "source.check":          [no,      no,      YES,     YES,     no,      no,      no,      YES,     no,      no],
  "template.edit":         [no,      no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "certificate.release":   [no,      no,      no,      no,      no,      no,      YES,     no,      no,      no],
  "certificate.release-own": [no,    no,      YES,     no,      no,      no,      no,      YES,     no,      no],
  "certificate.correct":   [no,      no,      no,      no,      no,      no,      YES,     no,      no,      no],
  "certificate.revoke":    [no,      no,      no,      no,      no,      no,      YES,     YES,     YES,     YES],
  "certificate.see-whole": [YES,     no,      no,      no,      no,      no,      YES,     YES,     YES,     YES],
  "certificate.show":      [YES,     no,      no,      no,      no,      no,      no,      no,      no,      no],
};
const actions = Object.keys(policy) as Action[];

describe("the access table", () => {
  it("is written out here for every action, so that a new one is decided and not assumed", () => {
    expect(Object.keys(matrix).sort()).toEqual([...actions].sort());
  });

  it.each(actions)("has an expectation of every actor for %s", (action) => {
    expect(matrix[action]).toHaveLength(everybody.length);
  });

  const cells = actions.flatMap((action) =>
    everybody.map((who, column) => {
      const allowed = matrix[action]?.[column];
      return { who, action, allowed, verb: allowed ? "may" : "may not" };
    }),
  );
  it.each(cells)("$who $verb $action", ({ who, action, allowed }) => {
    expect(may(actors[who], action)).toBe(allowed);
  });
});

describe("a grant reaches as far as it says and no further", () => {
  it.each([
    { role: "editor", action: "bank.edit", allowed: true },
    { role: "editor", action: "bank.review", allowed: true },
    { role: "reviewer", action: "bank.edit", allowed: false },
    { role: "reviewer", action: "bank.review", allowed: true },
    { role: "instructor", action: "bank.review", allowed: false },
    { role: "editor", action: "key.repair", allowed: false },
    { role: "moderator", action: "room.moderate", allowed: true },
    { role: "moderator", action: "room.write", allowed: true },
    { role: "moderator", action: "event.manage", allowed: false },
    { role: "instructor", action: "room.moderate", allowed: false },
    { role: "reviewer", action: "room.write", allowed: false },
  ] as const)("$role: $action is $allowed", ({ role, action, allowed }) => {
    expect(may(buildActor("someone", onOrganization(role)), action)).toBe(allowed);
    expect(may(buildActor("someone", onOrganization(role, "other-organization")), action)).toBe(false);
  });

  it("reviewers score the applications of their organization or event, and decide none; nobody touches their own", () => {
    const application = { id: "application", personId: "applicant", event: EVENT };
    const own = { ...application, personId: "someone" };
    for (const reviewer of [
      buildActor("someone", onOrganization("reviewer")),
      buildActor("someone", onEvent("reviewer")),
    ]) {
      expect(may(reviewer, "application.list")).toBe(true);
      expect(may(reviewer, "application.review", application)).toBe(true);
      expect(may(reviewer, "application.review", own)).toBe(false);
      expect(may(reviewer, "application.decide", application)).toBe(false);
    }
    for (const stranger of [onOrganization("reviewer", "other-organization"), onEvent("reviewer", "other-event")])
      for (const action of ["application.list", "application.review", "application.decide"] as const)
        expect(may(buildActor("someone", stranger), action), action).toBe(false);
    const organizer = buildActor("someone", onOrganization("organizer"));
    for (const action of ["application.review", "application.decide"] as const)
      expect(may(organizer, action, own), action).toBe(false);
  });

  it("staff never steer or decide their own attempt", () => {
    const own = { id: "attempt", personId: "staff", event: EVENT };
    const staff = buildActor("staff", onPlatform, onOrganization("organizer"));
    expect([may(staff, "attempt.oversee", own), may(staff, "attempt.decide", own)]).toEqual([false, false]);
  });

  it.each([
    {
      grant: onEvent("organizer", "other-event"),
      action: "event.manage",
      why: "another event of the same organization",
    },
    { grant: onEvent("organizer", "other-event"), action: "attempt.review", why: "attempts at another event" },
    {
      grant: onEvent("organizer", EVENT.organizationId),
      action: "event.manage",
      why: "an organization's id is no event's",
    },
    { grant: onOrganization("organizer", EVENT.id), action: "event.manage", why: "an event's id is no organization's" },
    { grant: onEvent("organizer"), action: "event.create", why: "one event's organizer makes no others" },
  ] as const)("an organizer's does not reach $why", ({ grant, action }) => {
    expect(may(buildActor("someone", grant), action)).toBe(false);
  });

  it("an organizer of several reaches each of them", () => {
    const both = buildActor("both", onOrganization("organizer", "other-organization"), onOrganization("organizer"));
    const elsewhere = { id: "other-event", organizationId: "other-organization" };
    expect([may(both, "event.manage"), may(both, "event.manage", elsewhere)]).toEqual([true, true]);
  });

  it("a focal point nominates for the event of their grant and for no other", () => {
    expect(may(buildActor("someone", onEvent("focal_point")), "event.nominate")).toBe(true);
    expect(may(buildActor("someone", onEvent("focal_point", "other-event")), "event.nominate")).toBe(false);
    expect(may(buildActor("someone", onOrganization("focal_point")), "event.nominate")).toBe(false);
  });

  it("who may say to have read a source does so for an organization, not for one event", () => {
    for (const role of ["organizer", "editor", "reviewer"] as const) {
      expect(may(buildActor("someone", onOrganization(role)), "source.check")).toBe(true);
      expect(may(buildActor("someone", onEvent(role)), "source.check")).toBe(false);
    }
    for (const role of ["instructor", "moderator", "focal_point"] as const)
      expect(may(buildActor("someone", onOrganization(role)), "source.check")).toBe(false);
  });

  it("a reviewer reviews the events of their grant and no others", () => {
    expect(may(buildActor("someone", onOrganization("reviewer")), "event.review")).toBe(true);
    expect(may(buildActor("someone", onEvent("reviewer")), "event.review")).toBe(true);
    expect(may(buildActor("someone", onEvent("reviewer", "other-event")), "event.review")).toBe(false);
    expect(may(buildActor("someone", onOrganization("reviewer", "other-organization")), "event.review")).toBe(false);
  });

  it("roles other than admin and organizer add nothing but the question bank, its sources, nominations, applications and rooms to what a learner may", () => {
    const elsewhere = actions.filter(
      (action) => !/^(bank|key|attendance|upload|application|room|source)\.|^event\.(nominate|review)$/.test(action),
    );
    const role = fc.constantFrom<ActorGrant["role"]>("reviewer", "instructor", "editor", "moderator", "focal_point");
    const grant = fc.tuple(role, fc.boolean()).map(([name, wide]) => (wide ? onOrganization(name) : onEvent(name)));
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), fc.constantFrom(...elsewhere), (grants, action) => {
        expect(may(buildActor("someone", ...grants), action)).toBe(may(buildActor("someone"), action));
      }),
    );
  });
});

describe("who reads a file", () => {
  const application = buildUse({ kind: "application", personId: "learner" });
  const reviewer = buildActor("reviewer", onOrganization("reviewer"));

  it.each([
    { uses: [], actor: actors["organizer of the organization"], reads: false, why: "nothing refers to it" },
    { uses: [buildUse({ kind: "public" })], actor: actors["other learner"], reads: true, why: "it is public" },
    { uses: [buildUse({ admitted: true })], actor: actors["other learner"], reads: true, why: "they are enrolled" },
    { uses: [buildUse()], actor: reviewer, reads: true, why: "they review the event" },
    { uses: [application], actor: actors.learner, reads: true, why: "it is the applicant's own" },
    { uses: [application], actor: actors["other learner"], reads: false, why: "it is another applicant's" },
    { uses: [application], actor: actors["organizer by event grant"], reads: true, why: "they select" },
    { uses: [application], actor: actors["organizer of another"], reads: false, why: "they select elsewhere" },
    { uses: [application], actor: reviewer, reads: true, why: "they review applications" },
    { uses: [application], actor: actors.instructor, reads: false, why: "who teaches does not select" },
    { uses: [application], actor: actors.admin, reads: false, why: "an admin does not select" },
    { uses: [{ ...application, drafted: true }], actor: actors.learner, reads: true, why: "it is their own draft" },
    { uses: [{ ...application, drafted: true }], actor: reviewer, reads: false, why: "it was not sent yet" },
    {
      uses: [{ ...application, admitted: true }],
      actor: actors["other learner"],
      reads: false,
      why: "enrolled is not selecting",
    },
  ])("$reads for $actor.id: $why", ({ uses, actor, reads }) => {
    expect(may(actor, "upload.read", { id: "upload", uses })).toBe(reads);
  });
});

describe("isAdmin", () => {
  it.each([
    { grants: [onPlatform], admin: true, why: "an admin's grant" },
    { grants: [onOrganization("organizer"), onPlatform], admin: true, why: "an admin's grant among others" },
    { grants: [], admin: false, why: "no grant" },
    { grants: [onOrganization("organizer"), onEvent("moderator")], admin: false, why: "other grants" },
  ])("is $admin with $why", ({ grants, admin }) => {
    expect(isAdmin(buildActor("someone", ...grants))).toBe(admin);
  });
});

describe("the two-person rule for releasing certificates", () => {
  const closed = { ...EVENT, closedById: "organizer", handedInBy: ["organizer"], actorSits: false };

  it.each([
    { grants: [], subject: closed, released: true, why: "an admin with no part in the event" },
    {
      grants: [],
      subject: { ...closed, closedById: null },
      released: true,
      why: "an admin, whether or not it is closed yet",
    },
    { grants: [], subject: { ...closed, closedById: "admin" }, released: false, why: "who closed it" },
    { grants: [], subject: { ...closed, handedInBy: ["admin"] }, released: false, why: "who handed its dossier in" },
    { grants: [], subject: { ...closed, actorSits: true }, released: false, why: "who sits it" },
    {
      grants: [onOrganization("organizer")],
      subject: closed,
      released: false,
      why: "who organizes for the organization",
    },
    { grants: [onEvent("organizer")], subject: closed, released: false, why: "who organizes this event" },
    {
      grants: [onOrganization("instructor")],
      subject: closed,
      released: false,
      why: "who teaches for the organization",
    },
    { grants: [onEvent("instructor")], subject: closed, released: false, why: "who teaches this event" },
    {
      grants: [onEvent("instructor", "other-event")],
      subject: closed,
      released: true,
      why: "who teaches another event",
    },
    { grants: [onOrganization("organizer", "other")], subject: closed, released: true, why: "who organizes elsewhere" },
    { grants: [onOrganization("reviewer")], subject: closed, released: true, why: "who reviews" },
    { grants: [onEvent("moderator")], subject: closed, released: true, why: "who moderates" },
  ])("an admin releases: $released, $why", ({ grants, subject, released }) => {
    expect(may(buildActor("admin", onPlatform, ...grants), "certificate.release", subject)).toBe(released);
  });

  it("nobody can both manage an event and release its certificates, whatever they were granted", () => {
    const role = fc.constantFrom<ActorGrant["role"]>("organizer", "reviewer", "instructor", "editor", "moderator");
    const scope = fc.constantFrom(
      { organizationId: "organization", eventId: null },
      { organizationId: "other-organization", eventId: null },
      { organizationId: null, eventId: "event" },
      { organizationId: null, eventId: "other-event" },
    );
    const grant = fc.oneof(
      fc.constant(onPlatform),
      fc.tuple(role, scope).map(([name, where]) => ({ role: name, ...where })),
    );
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 5 }), fc.boolean(), (grants, actorSits) => {
        const actor = buildActor("someone", ...grants);
        const releases = may(actor, "certificate.release", { ...closed, actorSits });
        expect(releases && (may(actor, "event.manage") || actorSits)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("certificates", () => {
  const own = { id: "certificate", personId: "admin" };
  const orphaned = { id: "certificate", personId: null };

  it.each([
    { who: "admin", action: "certificate.revoke", subject: own, allowed: false, why: "not their own" },
    { who: "admin", action: "certificate.see-whole", subject: own, allowed: true, why: "their own" },
    { who: "admin", action: "certificate.revoke", subject: orphaned, allowed: true, why: "of a deleted account" },
    { who: "admin", action: "certificate.see-whole", subject: orphaned, allowed: true, why: "of a deleted account" },
    { who: "learner", action: "certificate.see-whole", subject: orphaned, allowed: false, why: "of a deleted account" },
    { who: "learner", action: "certificate.revoke", subject: own, allowed: false, why: "nor anybody else's" },
  ] as const)("$who, $action: $allowed, $why", ({ who, action, subject, allowed }) => {
    expect(may(actors[who], action, subject)).toBe(allowed);
  });
});
