import fc from "fast-check";
import { expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { acceptInvitation, askForInvitation, declineInvitation } from "@/lib/admission/invitations/answers/mutations";
import { expireInvitations } from "@/lib/admission/invitations/expiry/mutations";
import { approveAsked, invite, resendInvitation, withdrawInvitation } from "@/lib/admission/invitations/mutations";
import { withdrawFrom } from "@/lib/admission/mutations";
import {
  decideNomination,
  nominate,
  sendDecisions,
  substitute,
  takeBackOffer,
} from "@/lib/admission/nominations/mutations";
import type { NominationState } from "@/lib/admission/nominations/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import {
  addressOf,
  buildNominee,
  expectCounters,
  managing,
  nominating,
  seedFocalPoint,
  tokenFor,
} from "../../builders/admissions";
import { seedOrganizer } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPeople, unique } from "../../builders/people";

/*
 * Whatever organizers, focal points, invited people and the clock do, in whatever order: after every step the counters equal the
 * rows and no seat is given twice. A step that the rules refuse is a step too.
 */

const steps = [
  "invite",
  "accept",
  "decline",
  "ask",
  "approve",
  "resend",
  "withdraw",
  "expire",
  "nominate",
  "send",
  "substitute",
  "take-back",
  "give-back",
] as const;
type Step = { readonly step: (typeof steps)[number]; readonly at: number };
type Ground = {
  readonly event: SeededEvent;
  readonly organizer: Actor;
  readonly focal: Actor;
  readonly people: readonly Actor[];
  readonly inPairs: boolean;
};

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];
const listInvitations = ({ event }: Ground) =>
  db.invitation.findMany({
    where: { eventId: event.id, timesSent: { gt: 0 } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
const listNominations = ({ event }: Ground) =>
  db.nomination.findMany({
    where: { eventId: event.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { enrolment: { select: { state: true } } },
  });

async function take(ground: Ground, { step, at }: Step): Promise<void> {
  const { event, organizer, focal, people } = ground;
  const permit = managing(organizer, event);
  const speaking = nominating(focal, event);
  const person = pick(people, at);
  if (!person) return;
  switch (step) {
    case "invite":
      await invite(permit, {
        invitees: [{ address: await addressOf(person), fullName: null }],
        language: "en",
        days: 14,
      });
      return;
    case "accept":
    case "decline":
    case "ask": {
      const invitation = pick(await listInvitations(ground), at);
      if (!invitation) return;
      const token = await tokenFor(invitation.canonical);
      const own = await db.mailAddress.findUnique({ where: { canonical: invitation.canonical } });
      const holder = step === "ask" ? person : (people.find(({ id }) => id === own?.personId) ?? person);
      await { accept: acceptInvitation, decline: declineInvitation, ask: askForInvitation }[step](holder, token);
      return;
    }
    case "approve":
    case "resend":
    case "withdraw": {
      const invitation = pick(await listInvitations(ground), at);
      if (invitation)
        await { approve: approveAsked, resend: resendInvitation, withdraw: withdrawInvitation }[step](
          permit,
          invitation.id,
        );
      return;
    }
    case "expire": {
      const invitation = pick(await listInvitations(ground), at);
      if (invitation)
        await unsafeSql("UPDATE invitation SET expires_at = clock_timestamp() WHERE id = $1", [invitation.id]);
      await expireInvitations();
      return;
    }
    case "nominate": {
      const nominee = await buildNominee(person);
      await nominate(
        speaking,
        ground.inPairs
          ? [{ ...nominee, part: "diplomat" }, await buildNominee(pick(people, at + 1), "technical")]
          : [nominee],
      );
      return;
    }
    case "send":
      for (const { id } of await listNominations(ground))
        await decideNomination(permit, id, { decision: at % 3 === 0 ? "waiting" : "selected", reason: "" });
      await sendDecisions(permit, 14);
      return;
    case "substitute": {
      const nomination = pick(await listNominations(ground), at);
      if (!nomination) return;
      const gone = nomination.state === "accepted" && nomination.enrolment?.state !== "enrolled";
      await substitute(speaking, nomination.id, gone ? "withdrawn" : (nomination.state as NominationState), {
        ...(await buildNominee()),
        address: `${unique("colleague")}@test.example.org`,
      });
      return;
    }
    case "take-back": {
      const nomination = pick(await listNominations(ground), at);
      if (nomination) await takeBackOffer(permit, nomination.id);
      return;
    }
    case "give-back": {
      const place = pick(await db.enrolment.findMany({ where: { eventId: event.id, state: "enrolled" } }), at);
      const holder = people.find(({ id }) => id === place?.personId);
      if (place && holder) await withdrawFrom(authorize(holder, "enrolment.use", place));
    }
  }
}

/** Every sequence begins with people who are nominated and offered seats: what follows then meets every state. */
const beginning: readonly Step[] = [
  { step: "nominate", at: 0 },
  { step: "nominate", at: 3 },
  { step: "send", at: 1 },
];
const sequence = fc
  .array(fc.record({ step: fc.constantFrom(...steps), at: fc.nat({ max: 30 }) }), { minLength: 8, maxLength: 20 })
  .map((rest) => [...beginning, ...rest]);

it.each([{ inPairs: false }, { inPairs: true }])(
  "any sequence of steps keeps the counters equal to the rows (in pairs: $inPairs)",
  async ({ inPairs }) => {
    await fc.assert(
      fc.asyncProperty(sequence, fc.boolean(), async (given, together) => {
        const event = await seedEvent({ admission: "nomination", seats: 5, inPairs, opensAt: daysFromNow(3) });
        const ground = {
          event,
          organizer: await seedOrganizer(event),
          focal: await seedFocalPoint(event),
          people: await seedPeople(5),
          inPairs,
        };
        // What one step needs may be gone by another that came at the same time: that is nothing found, never a wrong count.
        const tried = (step: Step): Promise<void> =>
          take(ground, step).catch((error: unknown) => {
            if (!(error instanceof AppError)) throw error;
          });
        for (let at = 0; at < given.length; at += together ? 3 : 1) {
          await Promise.all(given.slice(at, at + (together ? 3 : 1)).map(tried));
          await expectCounters(event.id);
        }
      }),
      { numRuns: 10 },
    );
    expect.hasAssertions();
  },
  120_000,
);
