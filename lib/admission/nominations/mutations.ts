import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { found } from "@/lib/errors";
import { isLanguage } from "@/lib/format/languages";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { findInvited, readEventWords } from "../invitations/data";
import { endOfInvitation, issueInvitations, whyNotInvited } from "../invitations/issuing/mutations";
import { tellFocalPoints } from "../invitations/letters/mutations";
import { moveEnds, withdrawOpenInvitations } from "../invitations/open/mutations";
import { INVITATION_DAYS } from "../invitations/rules";
import { freeSeats, holdSeats, holdTakenSeat, lockEvent } from "../seats/mutations";
import { findNominated, getFocalState } from "./data";
import { mayBeReplaced, mayNominate, pairProblem } from "./rules";
import type {
  ChangeReason,
  DecideReason,
  Decision,
  FocalReason,
  Member,
  NominateReason,
  NominationState,
  Nominee,
  SendReason,
  SubstituteReason,
  TakeBackReason,
} from "./types";

/*
 * A nomination of a State is a person, or in events with pairs two people under one pair id, who are ranked, decided, offered
 * and held together. What becomes of a pair of which one declines or lets the time pass stands in lib/admission/invitations.
 * Every change locks the event first, so that a substitution and a claim of the same seat come one after the other.
 */

type Manage = Permit<"event.manage">;
type Nominate = Permit<"event.nominate">;

/** Makes the person behind a confirmed address the focal point of a State at an event; who is it already stays it. */
export async function nameFocalPoint(
  { actor, subject }: Manage,
  { email, state }: { readonly email: string; readonly state: string },
): Promise<Result<null, FocalReason>> {
  try {
    return await db.$transaction(async (tx) => {
      await lockEvent(tx, subject.id);
      const event = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { admission: true } });
      if (event.admission !== "nomination") return refuse("not-by-nomination");
      const address = await tx.mailAddress.findUnique({
        where: { canonical: email },
        select: { verifiedAt: true, person: { select: { id: true, suspendedAt: true } } },
      });
      if (!address?.verifiedAt || address.person.suspendedAt) return refuse("no-such-person");
      const personId = address.person.id;
      if (personId === actor.id) return refuse("own-grant");
      const known = await getFocalState(tx, personId, subject.id);
      if (known) return known === state ? ok(null) : refuse("other-state");
      const { id } = await tx.grant.create({
        data: { personId, role: "focal_point", eventId: subject.id, stateCode: state, grantedById: actor.id },
        select: { id: true },
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: "grant.give",
        subjectKind: "grant",
        subjectId: id,
        detail: { personId, role: "focal_point", event: subject.id, state },
      });
      await tellFocalPoints(tx, subject.id, state, "focal-point-named", {}, { onlyPersonId: personId });
      return ok(null);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return ok(null);
    throw error;
  }
}

/** Takes a focal point's grant away; what they nominated stays, and asking twice changes nothing. */
export function removeFocalPoint({ actor, subject }: Manage, grantId: string): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const grant = found(
      await tx.grant.findFirst({
        where: { id: grantId, eventId: subject.id, role: "focal_point" },
        select: { id: true, personId: true, stateCode: true, revokedAt: true },
      }),
      "grant",
    );
    if (grant.revokedAt) return;
    await tx.grant.update({ where: { id: grant.id }, data: { revokedAt: new Date() }, select: { id: true } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "grant.revoke",
      subjectKind: "grant",
      subjectId: grant.id,
      detail: { personId: grant.personId, role: "focal_point", event: subject.id, state: grant.stateCode },
    });
  });
}

type NominatingEvent = {
  readonly now: Date;
  readonly state: string;
  readonly admission: string;
  readonly inPairs: boolean;
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly opensAt: Date | null;
};

/** Locks the event and reads it with the database's clock, and the State for which the actor speaks now. */
async function lockAsFocalPoint(
  tx: Transaction,
  { actor, subject }: Nominate,
): Promise<{ readonly event: NominatingEvent; readonly stateCode: string }> {
  await lockEvent(tx, subject.id);
  const stateCode = found(await getFocalState(tx, actor.id, subject.id), "focal point");
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const event = await tx.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      state: true,
      admission: true,
      inPairs: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      opensAt: true,
    },
  });
  return { event: { ...event, now: found(clock, "clock").now }, stateCode };
}

/** Adds nominations at the end of each State's order; the caller has checked them. */
export async function addNominations(
  tx: Transaction,
  eventId: string,
  focalPointId: string,
  units: readonly { readonly stateCode: string; readonly members: readonly Member[] }[],
): Promise<void> {
  const last = await tx.nomination.groupBy({ by: ["stateCode"], where: { eventId }, _max: { rank: true } });
  const rankOf = new Map(last.map(({ stateCode, _max }) => [stateCode, _max.rank ?? 0]));
  await tx.nomination.createMany({
    data: units.flatMap(({ stateCode, members }) => {
      const rank = (rankOf.get(stateCode) ?? 0) + 1;
      rankOf.set(stateCode, rank);
      const pairId = members.length === 2 ? randomUUID() : null;
      return members.map((member) => ({
        ...member,
        canonical: member.address,
        eventId,
        focalPointId,
        stateCode,
        rank,
        pairId,
      }));
    }),
  });
}

/** Puts a person, or a pair, forward for the actor's own State, after those who are there already. */
export function nominate(permit: Nominate, members: readonly Member[]): Promise<Result<null, NominateReason>> {
  const { actor, subject } = permit;
  return db.$transaction(async (tx) => {
    const { event, stateCode } = await lockAsFocalPoint(tx, permit);
    if (!mayNominate(event, event.now)) return refuse("closed");
    const misfit = pairProblem(
      event.inPairs,
      members.map(({ part }) => part),
    );
    if (misfit) return refuse(misfit);
    const addresses = members.map(({ address }) => address);
    if (new Set(addresses).size < addresses.length) return refuse("same-address");
    const [taken] = (await findNominated(tx, subject.id, addresses)).values();
    if (taken) return refuse(taken);
    await addNominations(tx, subject.id, actor.id, [{ stateCode, members }]);
    await record(tx, permit, "nomination.make", subject.id, { state: stateCode, addresses });
    return ok(null);
  });
}

function record(
  tx: Transaction,
  { actor, subject }: Nominate | Manage,
  action: string,
  subjectId: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return recordAudit(tx, {
    actorId: actor.id,
    action,
    subjectKind: subjectId === subject.id ? "event" : "nomination",
    subjectId,
    detail: { event: subject.id, ...detail },
  });
}

const unitSelect = {
  id: true,
  stateCode: true,
  state: true,
  decision: true,
  rank: true,
  pairId: true,
  part: true,
  fullName: true,
  canonical: true,
  language: true,
  enrolmentId: true,
  decidedById: true,
  enrolment: { select: { state: true, personId: true } },
} as const;

/** A nomination of the event, of one State where that is given, with all who stand or fall with it. Errors: AppError("not-found"). */
async function findUnit(tx: Transaction, eventId: string, id: string, stateCode: string | null = null) {
  const own = found(
    await tx.nomination.findFirst({
      where: { id, eventId, ...(stateCode ? { stateCode } : {}) },
      select: unitSelect,
    }),
    "nomination",
  );
  const members = own.pairId
    ? await tx.nomination.findMany({
        where: { pairId: own.pairId, state: { not: "substituted" } },
        select: unitSelect,
      })
    : [own];
  return { own, members, ids: members.map((member) => member.id) };
}

/** Corrects a nominated person before anything is decided. */
export function editNomination(permit: Nominate, id: string, nominee: Nominee): Promise<Result<null, ChangeReason>> {
  const { subject } = permit;
  return db.$transaction(async (tx) => {
    const { event, stateCode } = await lockAsFocalPoint(tx, permit);
    const { own } = await findUnit(tx, subject.id, id, stateCode);
    if (!mayNominate(event, event.now)) return refuse("closed");
    if (own.state !== "nominated" || own.decision !== null) return refuse("decided");
    const taken = (await findNominated(tx, subject.id, [nominee.address], id)).get(nominee.address);
    if (taken) return refuse(taken);
    await tx.nomination.update({
      where: { id },
      data: { ...nominee, canonical: nominee.address },
      select: { id: true },
    });
    await record(tx, permit, "nomination.edit", id, { before: own.canonical, address: nominee.address });
    return ok(null);
  });
}

/** Moves a person or a pair up or down in the order of their State, or takes them back, before anything is decided. */
export function moveNomination(
  permit: Nominate,
  id: string,
  intent: "up" | "down" | "withdraw",
): Promise<Result<null, ChangeReason>> {
  const { subject } = permit;
  return db.$transaction(async (tx) => {
    const { event, stateCode } = await lockAsFocalPoint(tx, permit);
    const { own, ids } = await findUnit(tx, subject.id, id, stateCode);
    if (!mayNominate(event, event.now)) return refuse("closed");
    const free = own.state === "nominated" || (intent === "withdraw" && own.state === "waiting");
    if (!free || own.decision !== null) return refuse("decided");
    if (intent === "withdraw")
      await tx.nomination.updateMany({ where: { id: { in: ids } }, data: { state: "withdrawn" } });
    else await swap(tx, subject.id, own, intent);
    await record(tx, permit, `nomination.${intent}`, id, { state: stateCode });
    return ok(null);
  });
}

async function swap(
  tx: Transaction,
  eventId: string,
  own: { readonly stateCode: string; readonly rank: number },
  intent: "up" | "down",
): Promise<void> {
  const ranks = await tx.nomination.findMany({
    where: { eventId, stateCode: own.stateCode, state: "nominated" },
    distinct: ["rank"],
    orderBy: { rank: "asc" },
    select: { rank: true },
  });
  const at = ranks.findIndex(({ rank }) => rank === own.rank);
  const other = ranks[intent === "up" ? at - 1 : at + 1];
  if (!other) return;
  await tx.$executeRaw`
    UPDATE nomination SET rank = CASE rank WHEN ${own.rank}::int THEN ${other.rank}::int ELSE ${own.rank}::int END
    WHERE event_id = ${eventId}::uuid AND state_code = ${own.stateCode} AND state = 'nominated'
      AND rank IN (${own.rank}::int, ${other.rank}::int)`;
}

/** Who gave their accepted seat back has none any more. */
const stateNow = ({
  state,
  enrolment,
}: {
  readonly state: string;
  readonly enrolment: { readonly state: string } | null;
}): NominationState =>
  state === "accepted" && enrolment?.state !== "enrolled" ? "withdrawn" : (state as NominationState);

/**
 * Names a colleague in the place of a nominee, on the same seat, until the event begins: an open invitation ends and the
 * colleague's takes its seat; an accepted seat is given up and held for the colleague; of a pair whose one seat was lost, a free
 * seat is held if there is one. `shown` is the state that the focal point saw: had the nominee accepted or declined meanwhile,
 * they look again first.
 */
export function substitute(
  permit: Nominate,
  id: string,
  shown: NominationState,
  nominee: Nominee,
): Promise<Result<null, SubstituteReason>> {
  const { actor, subject } = permit;
  return db.$transaction(async (tx) => {
    const { event, stateCode } = await lockAsFocalPoint(tx, permit);
    const { own, members } = await findUnit(tx, subject.id, id, stateCode);
    const partner = members.find((member) => member.id !== id) ?? null;
    const state = stateNow(own);
    if (state !== shown) return refuse("changed-meanwhile");
    if (!mayBeReplaced(state, partner ? stateNow(partner) : null)) return refuse("not-replaceable");
    if (event.state !== "published" || (event.opensAt && event.opensAt <= event.now)) return refuse("begun");
    const taken = (await findNominated(tx, subject.id, [nominee.address])).get(nominee.address);
    if (taken) return refuse(taken);
    const past = await tx.invitation.findFirst({
      where: { nominationId: id },
      orderBy: { createdAt: "desc" },
      select: { invitedById: true, state: true },
    });
    const open = past !== null && (past.state === "sent" || past.state === "asked");
    if (open) await withdrawOpenInvitations(tx, [id], "nominee-replaced");
    else if (state === "accepted" && own.enrolmentId && own.enrolment) {
      await tx.enrolment.update({
        where: { id: own.enrolmentId },
        data: { state: "withdrawn", waitingSince: null, waitingRank: null },
        select: { id: true },
      });
      await holdTakenSeat(tx, subject.id);
      await tellReplaced(tx, subject.id, own.enrolment.personId);
    } else if (!(await holdSeats(tx, subject.id, 1))) return refuse("full");
    const newId = await replace(tx, permit, own, nominee);
    const invitedUntil = await endOfInvitation(tx, subject.id, INVITATION_DAYS);
    const [partners] = partner
      ? await tx.invitation.findMany({
          where: { nominationId: partner.id, state: { in: ["sent", "asked"] } },
          select: { expiresAt: true },
        })
      : [];
    const expiresAt = partners && partners.expiresAt > invitedUntil ? partners.expiresAt : invitedUntil;
    if (partner) await moveEnds(tx, [partner.id], expiresAt);
    await issueInvitations(
      tx,
      { eventId: subject.id, invitedById: past?.invitedById ?? own.decidedById ?? actor.id, expiresAt },
      [
        {
          address: nominee.address,
          fullName: nominee.fullName,
          language: nominee.language,
          stateCode,
          nominationId: newId,
        },
      ],
    );
    await record(tx, permit, "nomination.substitute", id, { by: newId, address: nominee.address });
    return ok(null);
  });
}

async function tellReplaced(tx: Transaction, eventId: string, personId: string): Promise<void> {
  const words = await readEventWords(tx, eventId);
  const { language } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { language: true } });
  await writeLetterTo(tx, personId, "nominee-replaced", {
    event: words.title(isLanguage(language) ? language : "en"),
    organizer: words.organizer,
  });
}

/** The colleague's nomination takes the old one's place in its pair and its State's order. */
async function replace(
  tx: Transaction,
  { actor, subject }: Nominate,
  old: {
    readonly id: string;
    readonly stateCode: string;
    readonly rank: number;
    readonly pairId: string | null;
    readonly part: string | null;
    readonly decidedById: string | null;
  },
  nominee: Nominee,
): Promise<string> {
  const { id } = await tx.nomination.create({
    data: {
      ...nominee,
      canonical: nominee.address,
      eventId: subject.id,
      focalPointId: actor.id,
      stateCode: old.stateCode,
      rank: old.rank,
      state: "offered",
      decidedById: old.decidedById,
      decidedAt: new Date(),
    },
    select: { id: true },
  });
  await tx.nomination.update({
    where: { id: old.id },
    data: { state: "substituted", replacedById: id },
    select: { id: true },
  });
  // Only now is the part of the pair free.
  if (old.pairId)
    await tx.nomination.update({ where: { id }, data: { pairId: old.pairId, part: old.part }, select: { id: true } });
  return id;
}

/** Notes what is to become of a nomination, or that it is undecided again; nobody is told before decisions are sent. */
export function decideNomination(
  permit: Manage,
  id: string,
  { decision, reason }: { readonly decision: Decision | "none"; readonly reason: string },
): Promise<Result<null, DecideReason>> {
  const { actor, subject } = permit;
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const { members, ids } = await findUnit(tx, subject.id, id);
    if (members.some(({ state }) => state !== "nominated" && state !== "waiting")) return refuse("not-open");
    if (await whyNotInvited(tx, subject.id)) return refuse("event-over");
    await tx.nomination.updateMany({
      where: { id: { in: ids } },
      data:
        decision === "none"
          ? { decision: null, decisionReason: null, decidedById: null, decidedAt: null }
          : { decision, decisionReason: reason || null, decidedById: actor.id, decidedAt: new Date() },
    });
    await record(tx, permit, "nomination.decide", id, { decision, reason });
    return ok(null);
  });
}

/** How many people each outcome was sent for; and whose name a refusal is about. */
export type Sent = { readonly offered: number; readonly waiting: number; readonly notSelected: number };
export type SendAnswer =
  | { readonly ok: true; readonly value: Sent }
  | { readonly ok: false; readonly reason: SendReason; readonly name?: string };

/**
 * Sends every decision at once: each selected person is offered a held seat by an invitation, all or nobody, and every focal
 * point is told what became of their State's nominations. A second click finds nothing left to send.
 */
export function sendDecisions(permit: Manage, days: number): Promise<SendAnswer> {
  const { actor, subject } = permit;
  return db.$transaction(async (tx): Promise<SendAnswer> => {
    await lockEvent(tx, subject.id);
    const rows = await tx.nomination.findMany({
      where: { eventId: subject.id, decision: { not: null }, state: { in: ["nominated", "waiting"] } },
      orderBy: [{ stateCode: "asc" }, { rank: "asc" }, { part: "asc" }],
      select: unitSelect,
    });
    if (rows.length === 0) return refuse("nothing-decided");
    const closed = await whyNotInvited(tx, subject.id);
    if (closed) return refuse(closed);
    const selected = rows.filter(({ decision }) => decision === "selected");
    const { invited, seated } = await findInvited(
      tx,
      subject.id,
      selected.map(({ canonical }) => canonical),
    );
    for (const { canonical, fullName } of selected) {
      if (invited.has(canonical)) return { ok: false, reason: "invited-already", name: fullName };
      if (seated.has(canonical)) return { ok: false, reason: "has-seat", name: fullName };
    }
    if (selected.length > 0 && !(await holdSeats(tx, subject.id, selected.length))) return refuse("full");
    await tx.$executeRaw`
      UPDATE nomination SET state = CASE decision WHEN 'selected' THEN 'offered' ELSE decision END, decision = NULL
      WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
    if (selected.length > 0)
      await issueInvitations(
        tx,
        {
          eventId: subject.id,
          invitedById: actor.id,
          expiresAt: await endOfInvitation(tx, subject.id, days),
        },
        selected.map(({ id, canonical, fullName, language, stateCode }) => ({
          address: canonical,
          fullName,
          language: isLanguage(language) ? language : "en",
          stateCode,
          nominationId: id,
        })),
      );
    const count = (of: readonly (typeof rows)[number][]): Sent => ({
      offered: of.filter(({ decision }) => decision === "selected").length,
      waiting: of.filter(({ decision }) => decision === "waiting").length,
      notSelected: of.filter(({ decision }) => decision === "not-selected").length,
    });
    for (const stateCode of new Set(rows.map((row) => row.stateCode)))
      await tellFocalPoints(tx, subject.id, stateCode, "nominations-decided", {
        ...count(rows.filter((row) => row.stateCode === stateCode)),
      });
    await record(tx, permit, "nomination.send", subject.id, {
      decisions: rows.map(({ id, decision }) => ({ id, decision })),
    });
    return ok(count(rows));
  });
}

/** Takes back what a person or a pair was offered and has not accepted, and frees those seats. */
export function takeBackOffer(permit: Manage, id: string): Promise<Result<null, TakeBackReason>> {
  const { subject } = permit;
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const { members, ids } = await findUnit(tx, subject.id, id);
    const held = await withdrawOpenInvitations(tx, ids, "invitation-withdrawn");
    if (held === 0) return refuse("not-offered");
    await tx.nomination.updateMany({
      where: { id: { in: ids }, state: "offered" },
      data: { state: "withdrawn" },
    });
    await record(tx, permit, "nomination.take-back", id, { seats: held, people: members.length });
    await freeSeats(tx, subject.id, { held });
    return ok(null);
  });
}
