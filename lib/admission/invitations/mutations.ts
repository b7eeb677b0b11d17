import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { createToken, hashToken, isToken } from "@/lib/auth/tokens";
import { db, type Transaction } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { isLanguage, type Language } from "@/lib/format/languages";
import { type LetterKind, writeLetters, writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { tellEnrolled } from "../mutations";
import { letterValues } from "../seats/data";
import { enrol, freeSeats, holdSeats, lockEvent, takeHeldSeat } from "../seats/mutations";
import { groupsOf, stateName } from "../states";
import { findInvited, listConfirmedAddresses, readEventWords } from "./data";
import type {
  AskedReason,
  InvitationState,
  Invitee,
  InviteReason,
  ResendReason,
  UseReason,
  WithdrawInvitationReason,
  WrongLine,
} from "./types";

/*
 * An open invitation (sent or asked) holds one seat; every path out of these two states either takes that seat or frees it, in
 * the same transaction. Everybody locks the event first (lib/admission/seats), so two who use one invitation come one after
 * another, and the second finds it used.
 *
 * Pairs. A pair of nominees is invited together, on two seats, until the same instant. When one of the two declines, the seat is
 * kept until that instant by an invitation that is sent to nobody, so that their focal point may name a colleague for it. When
 * the instant comes, whoever has not accepted loses the seat; if neither has, both fall together. Nobody who has accepted loses
 * a seat by the clock: of one who is left without a partner the organizer decides, and they stay until then. A substitute is
 * invited for as long as anybody, and the pair's instant moves with it.
 */

const languageOf = (text: string): Language => (isLanguage(text) ? text : "en");

type Mailbox = { readonly personId: string | null; readonly language: Language };

/** Who has confirmed which of these addresses. */
async function readMailboxes(
  tx: Transaction,
  canonicals: readonly string[],
): Promise<ReadonlyMap<string, { readonly personId: string; readonly language: Language }>> {
  const rows = await tx.mailAddress.findMany({
    where: { canonical: { in: [...canonicals] }, verifiedAt: { not: null } },
    select: { canonical: true, personId: true, person: { select: { language: true } } },
  });
  return new Map(
    rows.map(({ canonical, personId, person }) => [canonical, { personId, language: languageOf(person.language) }]),
  );
}

/** Why nobody can be invited to an event now; null when somebody can. Asked after the event's lock. */
export async function whyNotInvited(
  tx: Transaction,
  eventId: string,
): Promise<Extract<InviteReason, "not-published" | "event-over"> | null> {
  const [event] = await tx.$queryRaw<{ published: boolean; over: boolean }[]>`
    SELECT state = 'published' AS published, coalesce(closes_at <= clock_timestamp(), false) AS over
    FROM event WHERE id = ${eventId}::uuid`;
  if (!event?.published) return "not-published";
  return event.over ? "event-over" : null;
}

/** When an invitation that is sent now for so many days ends: never after the event. */
export async function endOfInvitation(tx: Transaction, eventId: string, days: number): Promise<Date> {
  const [row] = await tx.$queryRaw<{ endsAt: Date }[]>`
    SELECT least(clock_timestamp() + ${days} * interval '1 day', closes_at) AS "endsAt" FROM event WHERE id = ${eventId}::uuid`;
  return found(row, "event").endsAt;
}

export type NewInvitation = Invitee & {
  readonly language: Language;
  readonly stateCode: string | null;
  readonly nominationId: string | null;
};

/** Makes invitations on seats that the same transaction holds, and writes each its letter with the link. */
export async function issueInvitations(
  tx: Transaction,
  terms: { readonly eventId: string; readonly invitedById: string; readonly expiresAt: Date },
  people: readonly NewInvitation[],
): Promise<void> {
  const sent = people.map((person) => ({ ...person, token: createToken() }));
  await tx.invitation.createMany({
    data: sent.map(({ token, address, ...person }) => ({
      ...terms,
      ...person,
      address,
      canonical: address,
      tokenHash: hashToken(token),
    })),
  });
  await writeInvitations(tx, terms.eventId, terms.expiresAt, sent);
}

async function writeInvitations(
  tx: Transaction,
  eventId: string,
  expiresAt: Date,
  sent: readonly (Pick<NewInvitation, "address" | "language" | "stateCode" | "nominationId"> & {
    readonly token: string;
  })[],
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const mailboxes = await readMailboxes(
    tx,
    sent.map(({ address }) => address),
  );
  await writeLetters(
    tx,
    sent.map(({ address, token, nominationId, stateCode, ...given }) => {
      const to: Mailbox = mailboxes.get(address) ?? { personId: null, language: given.language };
      return {
        ...to,
        address,
        kind: nominationId ? ("nominee-invited" as const) : ("invitation" as const),
        values: {
          organizer: words.organizer,
          event: words.title(to.language),
          until: words.time(expiresAt, to.language),
          link: words.link(`/invitations/${token}`, to.language),
          state: stateCode ? stateName(stateCode, to.language) : "",
        },
      };
    }),
  );
}

/** Tells an address something about its invitation. */
async function tellAddress(
  tx: Transaction,
  eventId: string,
  { canonical, language }: { readonly canonical: string; readonly language: string },
  kind: Extract<LetterKind, "invitation-withdrawn" | "nominee-replaced">,
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const to: Mailbox = (await readMailboxes(tx, [canonical])).get(canonical) ?? {
    personId: null,
    language: languageOf(language),
  };
  await writeLetters(tx, [
    {
      ...to,
      address: canonical,
      kind,
      values: { event: words.title(to.language), organizer: words.organizer },
    },
  ]);
}

/** Tells everybody who speaks for a State at an event now; how each line reads depends on their language. */
export async function tellFocalPoints(
  tx: Transaction,
  eventId: string,
  stateCode: string,
  kind: Extract<LetterKind, "nominations-decided" | "nominee-left" | "focal-point-named">,
  values: Readonly<Record<string, string | number>> = {},
  { onlyPersonId }: { readonly onlyPersonId?: string } = {},
): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const grants = await tx.grant.findMany({
    where: {
      eventId,
      role: "focal_point",
      stateCode,
      revokedAt: null,
      ...(onlyPersonId ? { personId: onlyPersonId } : {}),
    },
    select: { personId: true, person: { select: { language: true } } },
  });
  for (const { personId, person } of grants) {
    const language = languageOf(person.language);
    await writeLetterTo(tx, personId, kind, {
      ...values,
      event: words.title(language),
      organizer: words.organizer,
      state: stateName(stateCode, language),
      link: words.link(`/nominate/${words.slug}`, language),
    });
  }
}

const openSelect = {
  id: true,
  eventId: true,
  nominationId: true,
  canonical: true,
  fullName: true,
  language: true,
  stateCode: true,
  state: true,
  sentAt: true,
  expiresAt: true,
  timesSent: true,
  invitedById: true,
  askedById: true,
  claimedById: true,
} as const;

type StoredInvitation = {
  readonly id: string;
  readonly eventId: string;
  readonly nominationId: string | null;
  readonly canonical: string;
  readonly fullName: string | null;
  readonly language: string;
  readonly stateCode: string | null;
  readonly state: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly timesSent: number;
  readonly invitedById: string;
  readonly askedById: string | null;
  readonly claimedById: string | null;
};

const isOpen = ({ state }: { readonly state: string }): boolean => state === "sent" || state === "asked";

/** Ends an open invitation; the caller takes or frees its seat. Who had asked for it with another account is told. */
async function settle(
  tx: Transaction,
  invitation: StoredInvitation,
  state: Exclude<InvitationState, "sent" | "asked">,
  claimedById: string | null = null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE invitation SET state = ${state}, settled_at = clock_timestamp(), claimed_by_id = ${claimedById}::uuid
    WHERE id = ${invitation.id}::uuid AND state IN ('sent', 'asked')`;
  if (invitation.askedById && invitation.askedById !== claimedById)
    await tellAsker(tx, invitation, invitation.askedById);
}

async function tellAsker(tx: Transaction, { eventId }: StoredInvitation, personId: string): Promise<void> {
  await writeLetterTo(tx, personId, "invitation-not-yours", await letterValues(tx, eventId, personId));
}

/** The open invitations of a nomination: its own, or the one that keeps its seat for a substitute. */
function listOpen(tx: Transaction, nominationIds: readonly string[]): Promise<StoredInvitation[]> {
  return tx.invitation.findMany({
    where: { nominationId: { in: [...nominationIds] }, state: { in: ["sent", "asked"] } },
    select: openSelect,
  });
}

/** Ends every open invitation of nominations, without freeing the seats. Returns how many seats they held. */
export async function withdrawOpenInvitations(
  tx: Transaction,
  nominationIds: readonly string[],
  kind: "invitation-withdrawn" | "nominee-replaced",
): Promise<number> {
  const open = await listOpen(tx, nominationIds);
  for (const invitation of open) {
    await settle(tx, invitation, "withdrawn");
    if (invitation.timesSent > 0) await tellAddress(tx, invitation.eventId, invitation, kind);
  }
  return open.length;
}

/** Moves the end of every open invitation of nominations: the two of a pair end at one instant. */
export async function moveEnds(tx: Transaction, nominationIds: readonly string[], expiresAt: Date): Promise<void> {
  await tx.invitation.updateMany({
    where: { nominationId: { in: [...nominationIds] }, state: { in: ["sent", "asked"] } },
    data: { expiresAt },
  });
}

/** The nominations that stand or fall with one: itself and, in a pair, its partner as it is now. */
async function listPair(tx: Transaction, nominationId: string) {
  const own = await tx.nomination.findUniqueOrThrow({
    where: { id: nominationId },
    select: { id: true, pairId: true, stateCode: true, fullName: true, state: true },
  });
  const pair = own.pairId
    ? await tx.nomination.findMany({
        where: { pairId: own.pairId, state: { not: "substituted" } },
        select: { id: true, pairId: true, stateCode: true, fullName: true, state: true },
      })
    : [own];
  return { own, pair, partner: pair.find(({ id }) => id !== own.id) ?? null };
}

export type Invited =
  | Result<{ readonly sent: number }, InviteReason>
  | { readonly ok: false; readonly reason: "wrong-lines"; readonly wrong: readonly WrongLine[] };

/**
 * Invites everybody of a list or nobody: each invitation holds a seat until it is used, declined, withdrawn or over. Lines are
 * those of the list, in its order.
 */
export function invite(
  { actor, subject }: Permit<"event.manage">,
  terms: {
    readonly invitees: readonly (Invitee & { readonly line?: number })[];
    readonly language: Language;
    readonly days: number;
  },
): Promise<Invited> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    const { invited, seated } = await findInvited(
      tx,
      subject.id,
      terms.invitees.map(({ address }) => address),
    );
    const wrong = terms.invitees.flatMap(({ address, line }, index): WrongLine[] => {
      const problem = invited.has(address) ? "invited-already" : seated.has(address) ? "has-seat" : null;
      return problem ? [{ line: line ?? index + 1, problem, address }] : [];
    });
    if (wrong.length > 0) return { ok: false, reason: "wrong-lines", wrong };
    if (!(await holdSeats(tx, subject.id, terms.invitees.length))) return refuse("full");
    const expiresAt = await endOfInvitation(tx, subject.id, terms.days);
    await issueInvitations(
      tx,
      { eventId: subject.id, invitedById: actor.id, expiresAt },
      terms.invitees.map(({ address, fullName }) => ({
        address,
        fullName,
        language: terms.language,
        stateCode: null,
        nominationId: null,
      })),
    );
    await recordAudit(tx, {
      actorId: actor.id,
      action: "invitation.send",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { addresses: terms.invitees.map(({ address }) => address), until: expiresAt.toISOString() },
    });
    return ok({ sent: terms.invitees.length });
  });
}

/** An invitation of the permit's own event, under the event's lock. Errors: AppError("not-found"). */
async function lockInvitation(tx: Transaction, eventId: string, id: string): Promise<StoredInvitation> {
  await lockEvent(tx, eventId);
  return found(await tx.invitation.findFirst({ where: { id, eventId }, select: openSelect }), "invitation");
}

/**
 * Sends an invitation again, with a new link: the old one is dead, and it stands again as long as it did at first. One that had
 * expired comes back, if a seat is free for it; one that was used, declined or withdrawn does not.
 */
export function resendInvitation(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, ResendReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    const expired = invitation.state === "expired" && invitation.nominationId === null;
    if ((!isOpen(invitation) && !expired) || invitation.timesSent === 0) return refuse("settled");
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    if (expired) {
      const { invited, seated } = await findInvited(tx, subject.id, [invitation.canonical]);
      if (invited.size > 0) return refuse("invited-already");
      if (seated.size > 0) return refuse("has-seat");
      if (!(await holdSeats(tx, subject.id, 1))) return refuse("full");
    }
    const stood = (invitation.expiresAt.getTime() - invitation.sentAt.getTime()) / 86_400_000;
    const expiresAt = await endOfInvitation(tx, subject.id, Math.max(1, Math.ceil(stood)));
    const token = createToken();
    await tx.$executeRaw`
      UPDATE invitation SET token_hash = ${hashToken(token)}, expires_at = ${expiresAt}, sent_at = clock_timestamp(),
        times_sent = times_sent + 1, settled_at = NULL, state = CASE state WHEN 'expired' THEN 'sent' ELSE state END,
        asked_by_id = CASE state WHEN 'expired' THEN NULL ELSE asked_by_id END
      WHERE id = ${id}::uuid`;
    if (invitation.nominationId) await moveEndsWith(tx, id, invitation.nominationId);
    await writeInvitations(tx, subject.id, expiresAt, [
      {
        address: invitation.canonical,
        language: languageOf(invitation.language),
        stateCode: invitation.stateCode,
        nominationId: invitation.nominationId,
        token,
      },
    ]);
    await recordOf(tx, actor, "invitation.resend", invitation, { until: expiresAt.toISOString() });
    return ok(null);
  });
}

async function recordOf(
  tx: Transaction,
  actor: { readonly id: string } | null,
  action: string,
  invitation: StoredInvitation,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(tx, {
    actorId: actor?.id ?? null,
    action,
    subjectKind: "invitation",
    subjectId: invitation.id,
    detail: { event: invitation.eventId, address: invitation.canonical, ...detail },
  });
}

/** Takes an open invitation back and frees its seat. A nominee's is taken back with the nomination. */
export function withdrawInvitation(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, WithdrawInvitationReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (!isOpen(invitation)) return refuse("settled");
    if (invitation.nominationId) return refuse("nominated");
    await settle(tx, invitation, "withdrawn");
    await tellAddress(tx, subject.id, invitation, "invitation-withdrawn");
    await recordOf(tx, actor, "invitation.withdraw", invitation);
    await freeSeats(tx, subject.id, { held: 1 });
    return ok(null);
  });
}

/** Lets the account that asked use an invitation that is bound to another address: it is enrolled on the invitation's seat. */
export function approveAsked(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, AskedReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (invitation.state !== "asked" || !invitation.askedById) return refuse("not-asked");
    if (await whyNotInvited(tx, subject.id)) return refuse("event-over");
    await seat(tx, invitation, invitation.askedById);
    await recordOf(tx, actor, "invitation.approve", invitation, { personId: invitation.askedById });
    return ok(null);
  });
}

/** Does not let the account that asked use an invitation; it stays open for its own address. */
export function refuseAsked(
  { actor, subject }: Permit<"event.manage">,
  id: string,
): Promise<Result<null, AskedReason>> {
  return db.$transaction(async (tx) => {
    const invitation = await lockInvitation(tx, subject.id, id);
    if (invitation.state !== "asked" || !invitation.askedById) return refuse("not-asked");
    await tx.invitation.update({ where: { id }, data: { state: "sent", askedById: null }, select: { id: true } });
    await tellAsker(tx, invitation, invitation.askedById);
    await recordOf(tx, actor, "invitation.refuse", invitation, { personId: invitation.askedById });
    return ok(null);
  });
}

/** Turns an open invitation's seat into its person's, with what the invitation says of them and nothing else. */
async function seat(tx: Transaction, invitation: StoredInvitation, personId: string): Promise<void> {
  const { eventId, stateCode, nominationId } = invitation;
  const groups = stateCode ? groupsOf(stateCode, new Date()) : null;
  const place = await tx.enrolment.findUnique({
    where: { eventId_personId: { eventId, personId } },
    select: { id: true, state: true },
  });
  await settle(tx, invitation, "claimed", personId);
  let enrolmentId = place?.id ?? "";
  if (place?.state === "enrolled") {
    // They came in another way meanwhile: one seat is theirs, the other goes to whoever waits.
    if (nominationId)
      await tx.enrolment.update({
        where: { id: place.id },
        data: { identity: "nominated", stateCode, ...(groups ? { groups } : {}) },
        select: { id: true },
      });
    await freeSeats(tx, eventId, { held: 1 });
  } else {
    await takeHeldSeat(tx, eventId);
    const identity = nominationId ? ("nominated" as const) : ("self-declared" as const);
    enrolmentId = found(await enrol(tx, { eventId, personId, stateCode, groups, identity }), "enrolment");
    // Who waited may have been offered a seat as well; that one goes on.
    const offered = await tx.$executeRaw`
      UPDATE offer SET state = 'withdrawn', settled_at = clock_timestamp()
      WHERE enrolment_id = ${enrolmentId}::uuid AND state = 'open'`;
    if (offered > 0) await freeSeats(tx, eventId, { held: offered });
    await tellEnrolled(tx, eventId, personId);
  }
  if (nominationId)
    await tx.nomination.updateMany({
      where: { id: nominationId, state: "offered" },
      data: { state: "accepted", enrolmentId },
    });
}

/** The invitation behind a link, under its event's lock, and why it cannot be used now. Errors: AppError("not-found"). */
async function lockByToken(
  tx: Transaction,
  token: string,
): Promise<{ readonly invitation: StoredInvitation; readonly dead: UseReason | null }> {
  const where = { tokenHash: hashToken(found(isToken(token) ? token : null, "invitation")) };
  const { eventId } = found(await tx.invitation.findUnique({ where, select: { eventId: true } }), "invitation");
  await lockEvent(tx, eventId);
  const invitation = found(await tx.invitation.findUnique({ where, select: openSelect }), "invitation");
  if (!isOpen(invitation)) return { invitation, dead: invitation.state as UseReason };
  if (await whyNotInvited(tx, eventId)) return { invitation, dead: "event-over" };
  const [clock] = await tx.$queryRaw<{ over: boolean }[]>`
    SELECT expires_at <= clock_timestamp() AS over FROM invitation WHERE id = ${invitation.id}::uuid`;
  return { invitation, dead: clock?.over ? "expired" : null };
}

const hasAddress = async (tx: Transaction, actor: Actor, canonical: string): Promise<boolean> =>
  (await listConfirmedAddresses(tx, actor.id)).includes(canonical);

/** Where an answer leads: the event of the invitation. */
type Answered = { readonly slug: string };

const eventOf = async (tx: Transaction, { eventId }: StoredInvitation): Promise<Answered> =>
  tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { slug: true } });

/**
 * Takes the seat of an invitation, for an account that has confirmed the invited address. Who accepted already is told so
 * again; whom it is for, which event and which State stand in the invitation, never in the request.
 */
export function acceptInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (invitation.claimedById === actor.id) return ok(await eventOf(tx, invitation));
    if (dead) return refuse(dead);
    if (!(await hasAddress(tx, actor, invitation.canonical))) return refuse("other-address");
    await seat(tx, invitation, actor.id);
    return ok(await eventOf(tx, invitation));
  });
}

/** Gives the seat of an invitation back. A pair's is kept for a substitute as long as the pair's invitations stand. */
export function declineInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (dead) return refuse(dead);
    if (!(await hasAddress(tx, actor, invitation.canonical))) return refuse("other-address");
    await settle(tx, invitation, "declined");
    const { eventId, nominationId } = invitation;
    if (nominationId) await leaveNomination(tx, invitation, nominationId);
    else await freeSeats(tx, eventId, { held: 1 });
    return ok(await eventOf(tx, invitation));
  });
}

async function leaveNomination(tx: Transaction, invitation: StoredInvitation, nominationId: string): Promise<void> {
  const { eventId, expiresAt, invitedById } = invitation;
  const { own, partner } = await listPair(tx, nominationId);
  await tx.nomination.update({ where: { id: own.id }, data: { state: "declined" }, select: { id: true } });
  const partnerStays = partner?.state === "offered" || partner?.state === "accepted";
  if (partnerStays) {
    await tx.invitation.create({
      data: {
        eventId,
        nominationId,
        address: invitation.canonical,
        canonical: invitation.canonical,
        fullName: invitation.fullName,
        language: invitation.language,
        stateCode: invitation.stateCode,
        // The secret is thrown away: nobody can use what only keeps a seat.
        tokenHash: hashToken(createToken()),
        timesSent: 0,
        expiresAt,
        invitedById,
      },
      select: { id: true },
    });
  } else {
    // Neither of a pair takes part: what was kept for a substitute of the other goes too.
    const kept = partner ? await withdrawOpenInvitations(tx, [partner.id], "invitation-withdrawn") : 0;
    await freeSeats(tx, eventId, { held: 1 + kept });
  }
  await tellFocalPoints(tx, eventId, own.stateCode, "nominee-left", {
    name: own.fullName,
    how: "declined",
    kept: partnerStays ? "yes" : "no",
  });
}

/**
 * Asks the organizer to let an account use an invitation that is bound to another address. It then stands at least as long as
 * an offered seat of the event would, so that the organizer has time to answer.
 */
export function askForInvitation(actor: Actor, token: string): Promise<Result<Answered, UseReason>> {
  return db.$transaction(async (tx) => {
    const { invitation, dead } = await lockByToken(tx, token);
    if (dead) return refuse(dead);
    if (await hasAddress(tx, actor, invitation.canonical)) return refuse("own-address");
    if (invitation.askedById && invitation.askedById !== actor.id) return refuse("asked-by-another");
    if (!invitation.askedById) {
      await tx.$executeRaw`
        UPDATE invitation i SET state = 'asked', asked_by_id = ${actor.id}::uuid,
          expires_at = least(greatest(i.expires_at, clock_timestamp() + e.offer_hours * interval '1 hour'),
            greatest(e.closes_at, i.expires_at))
        FROM event e WHERE e.id = i.event_id AND i.id = ${invitation.id}::uuid`;
      if (invitation.nominationId) await moveEndsWith(tx, invitation.id, invitation.nominationId);
      const words = await readEventWords(tx, invitation.eventId);
      const { language } = await tx.person.findUniqueOrThrow({
        where: { id: invitation.invitedById },
        select: { language: true },
      });
      const spoken = languageOf(language);
      await writeLetterTo(tx, invitation.invitedById, "invitation-asked", {
        event: words.title(spoken),
        name: actor.fullName,
        address: invitation.canonical,
        link: words.link(`/organize/events/${words.slug}/invitations`, spoken),
      });
    }
    return ok(await eventOf(tx, invitation));
  });
}

/** The two of a pair end at one instant, also when one of them is given more time. */
async function moveEndsWith(tx: Transaction, id: string, nominationId: string): Promise<void> {
  const { expiresAt } = await tx.invitation.findUniqueOrThrow({ where: { id }, select: { expiresAt: true } });
  const { pair } = await listPair(tx, nominationId);
  await moveEnds(
    tx,
    pair.map((one) => one.id),
    expiresAt,
  );
}

/** Ends the invitations whose time is over and frees their seats; the two of a pair end together. A job. */
export async function expireInvitations(): Promise<void> {
  for (;;) {
    const more = await db.$transaction(async (tx) => {
      const [due] = await tx.$queryRaw<{ id: string; eventId: string }[]>`
        SELECT id, event_id AS "eventId" FROM invitation
        WHERE state IN ('sent', 'asked') AND expires_at <= clock_timestamp() ORDER BY expires_at LIMIT 1`;
      if (!due) return false;
      await lockEvent(tx, due.eventId);
      // Somebody may have used it, or sent it again, while this waited for the lock.
      const [still] = await tx.$queryRaw<{ nominationId: string | null }[]>`
        SELECT nomination_id AS "nominationId" FROM invitation
        WHERE id = ${due.id}::uuid AND state IN ('sent', 'asked') AND expires_at <= clock_timestamp()`;
      if (still) await expire(tx, due.id, due.eventId, still.nominationId);
      return true;
    });
    if (!more) return;
  }
}

async function expire(tx: Transaction, id: string, eventId: string, nominationId: string | null): Promise<void> {
  const { pair } = nominationId ? await listPair(tx, nominationId) : { pair: [] };
  const ended = nominationId
    ? await listOpen(
        tx,
        pair.map((one) => one.id),
      )
    : await tx.invitation.findMany({ where: { id }, select: openSelect });
  for (const invitation of ended) {
    await settle(tx, invitation, "expired");
    await recordOf(tx, null, "invitation.expire", invitation);
  }
  for (const one of pair) {
    const { count } = await tx.nomination.updateMany({
      where: { id: one.id, state: "offered" },
      data: { state: "expired" },
    });
    if (count > 0)
      await tellFocalPoints(tx, eventId, one.stateCode, "nominee-left", {
        name: one.fullName,
        how: "expired",
        kept: "no",
      });
  }
  await freeSeats(tx, eventId, { held: ended.length });
}
