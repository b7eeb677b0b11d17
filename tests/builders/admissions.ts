import { expect } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { invite } from "@/lib/admission/invitations/mutations";
import { nominate } from "@/lib/admission/nominations/mutations";
import type { Member, Part } from "@/lib/admission/nominations/types";
import { db, sql } from "@/lib/db/client";
import type { SeededEvent } from "./events";
import { seedPerson, unique } from "./people";

/*
 * Invitations and nominations as tests make them, and the one sum that must come out after every step: the counters of an event
 * equal its rows.
 */

type Counters = { readonly taken: number; readonly held: number };

/** That an event's counters equal its rows, and that no more seats are given than there are. Returns the counters. */
export async function expectCounters(eventId: string): Promise<Counters> {
  const [row] = await sql<Counters & { seats: number | null; enrolled: number; open: number }>(
    `SELECT seats, seats_taken AS taken, seats_held AS held,
       (SELECT count(*)::int FROM enrolment WHERE event_id = $1 AND state = 'enrolled') AS enrolled,
       (SELECT count(*)::int FROM invitation WHERE event_id = $1 AND state IN ('sent', 'asked')) +
       (SELECT count(*)::int FROM offer o JOIN enrolment n ON n.id = o.enrolment_id WHERE n.event_id = $1 AND o.state = 'open') AS open
     FROM event WHERE id = $1`,
    [eventId],
  );
  if (!row) throw new Error("no such event");
  expect({ taken: row.taken, held: row.held }).toEqual({ taken: row.enrolled, held: row.open });
  if (row.seats !== null) expect(row.taken + row.held).toBeLessThanOrEqual(row.seats);
  return { taken: row.taken, held: row.held };
}

/** Somebody who speaks for a State at an event. */
export async function seedFocalPoint(event: SeededEvent, stateCode = "MU"): Promise<Actor> {
  const grant = { role: "focal_point", organizationId: null, eventId: event.id } as const;
  const actor = await seedPerson();
  await db.grant.create({ data: { ...grant, personId: actor.id, stateCode }, select: { id: true } });
  return { ...actor, grants: [grant] };
}

export const managing = (actor: Actor, event: SeededEvent) => authorize(actor, "event.manage", event);
export const nominating = (actor: Actor, event: SeededEvent) => authorize(actor, "event.nominate", event);

/** A person's confirmed address. */
export const addressOf = async (actor: Actor): Promise<string> =>
  (await db.mailAddress.findFirstOrThrow({ where: { personId: actor.id }, select: { address: true } })).address;

/** The secret of the newest link that was written to an address: it travels in letters alone. */
export async function tokenFor(address: string): Promise<string> {
  const [letter] = await sql<{ body: string }>(
    "SELECT body FROM letter WHERE address = $1 AND body LIKE '%/invitations/%' ORDER BY created_at DESC, id LIMIT 1",
    [address],
  );
  const token = /\/invitations\/([\w-]{43})/.exec(letter?.body ?? "")?.[1];
  if (!token) throw new Error(`no link was written to ${address}`);
  return token;
}

/** The kinds of the letters to an address, oldest first. */
export const letterKinds = async (address: string): Promise<string[]> =>
  (await sql<{ kind: string }>("SELECT kind FROM letter WHERE address = $1 ORDER BY created_at, id", [address])).map(
    ({ kind }) => kind,
  );

/** Invites a person and gives back their link's secret. */
export async function inviteOne(organizer: Actor, event: SeededEvent, address: string, days = 14): Promise<string> {
  const invitees = [{ address, fullName: null }];
  const sent = await invite(managing(organizer, event), { invitees, language: "en", days });
  if (!sent.ok) throw new Error(`not invited: ${sent.reason}`);
  return tokenFor(address);
}

/** Somebody as a focal point writes them down; with an account where `actor` is given. */
export async function buildNominee(actor: Actor | null = null, part: Part | null = null): Promise<Member> {
  return {
    fullName: actor?.fullName ?? "Lina Farouk",
    nativeName: null,
    address: actor ? await addressOf(actor) : `${unique("nominee")}@test.example.org`,
    language: "en",
    institution: "Ministry of Foreign Affairs",
    position: null,
    note: "",
    part,
  };
}

/** Nominates and returns the ids of the nominations, in the members' order. */
export async function nominateAs(focal: Actor, event: SeededEvent, members: readonly Member[]): Promise<string[]> {
  const made = await nominate(nominating(focal, event), members);
  if (!made.ok) throw new Error(`not nominated: ${made.reason}`);
  return Promise.all(
    members.map(
      async ({ address }) =>
        (
          await db.nomination.findFirstOrThrow({
            where: { eventId: event.id, canonical: address, state: "nominated" },
            select: { id: true },
          })
        ).id,
    ),
  );
}

/** How a nomination stands. */
export const nominationState = async (id: string): Promise<string> =>
  (await db.nomination.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
