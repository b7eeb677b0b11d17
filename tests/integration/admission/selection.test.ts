import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getApplyView, getMyApplication } from "@/lib/admission/applications/data";
import { withdrawApplication } from "@/lib/admission/applications/mutations";
import { institutionKinds } from "@/lib/admission/applications/schema";
import { getMyEnrolment } from "@/lib/admission/data";
import { claimOffer, withdrawFrom } from "@/lib/admission/mutations";
import { holdSeats } from "@/lib/admission/seats/mutations";
import {
  getApplicant,
  getApplicationSubject,
  listApplicationSubjects,
  listApplications,
  listBalanceRows,
  listReviewing,
} from "@/lib/admission/selection/data";
import { decideApplications, scoreApplication, sendDecisions } from "@/lib/admission/selection/mutations";
import { countBalance, readListQuery } from "@/lib/admission/selection/rules";
import type { Decision, ListQuery } from "@/lib/admission/selection/types";
import { db, sql } from "@/lib/db/client";
import { AccessError } from "@/lib/errors";
import { readUpload } from "@/lib/uploads/data";
import {
  applying,
  draft,
  handling,
  readApplication,
  seedApplicant,
  seedApplicants,
  seedReviewer,
  seedSelectingEvent,
  submit,
} from "../../builders/applications";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { readSeats, type SeededEvent, seedOrganization } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

const query = (fields: Record<string, string> = {}): ListQuery => readListQuery(fields, institutionKinds);
const list = (actor: Actor, event: SeededEvent, fields: Record<string, string> = {}) =>
  listApplications(authorize(actor, "application.list", event), query(fields), "en");

const score = async (reviewer: Actor, applicant: Actor, event: SeededEvent, k1: number, k2 = 0) =>
  scoreApplication(
    await handling(reviewer, "application.review", applicant, event),
    { "score-k1": String(k1), "score-k2": String(k2) },
    "Read.",
  );

const decide = async (organizer: Actor, applicants: readonly Actor[], event: SeededEvent, decision: Decision) =>
  decideApplications(
    await Promise.all(applicants.map((applicant) => handling(organizer, "application.decide", applicant, event))),
    decision,
    "Fits.",
  );

const send = (organizer: Actor, event: SeededEvent) => sendDecisions(authorize(organizer, "event.manage", event));
const kinds = async (personId: string) =>
  (await readLetters(personId)).map(({ kind }) => kind).filter((kind) => kind !== "application-received");

describe("scoring", () => {
  it("reviewers see the others' scores once they have given their own, organizers once enough are given", async () => {
    const event = await seedSelectingEvent();
    const [one, two] = [await seedReviewer(event), await seedReviewer(event, "organization")];
    const organizer = await seedOrganizer(event);
    const applicant = await seedApplicant(event);
    const see = async (actor: Actor) => {
      const view = await getApplicant(await handling(actor, "application.review", applicant, event), "en");
      const [listed] = (await list(actor, event)).applicants;
      return [view.others?.length ?? null, listed?.mean === null ? null : Math.round(listed?.mean ?? 0), listed?.given];
    };
    expect(await score(one, applicant, event, 5, 10)).toMatchObject({ ok: true });
    expect(await see(one)).toEqual([0, 100, 1]);
    expect(await see(two)).toEqual([null, null, 1]);
    expect(await see(organizer)).toEqual([null, null, 1]);
    expect((await list(two, event, { least: "1" })).applicants).toEqual([]);
    expect(await score(two, applicant, event, 0, 0)).toMatchObject({ ok: true });
    expect(await see(two)).toEqual([1, 50, 2]);
    expect(await see(organizer)).toEqual([2, 50, 2]);
    expect((await readAudit(two.id)).map(({ action }) => action)).toEqual(["application.score"]);
  });

  it("half a score is no score, and one given again replaces the first", async () => {
    const event = await seedSelectingEvent();
    const [reviewer, applicant] = [await seedReviewer(event), await seedApplicant(event)];
    const permit = await handling(reviewer, "application.review", applicant, event);
    expect(await scoreApplication(permit, { "score-k1": "5" }, "")).toEqual({
      ok: true,
      value: { missing: ["score-k2"] },
    });
    expect((await getApplicant(permit, "en")).mine).toBeNull();
    await score(reviewer, applicant, event, 5);
    await score(reviewer, applicant, event, 4);
    expect((await getApplicant(permit, "en")).mine).toMatchObject({ scores: { k1: 4, k2: 0 }, percent: 60 });
  });

  it("the events that wait for a reviewer are listed for them alone", async () => {
    const event = await seedSelectingEvent();
    await seedApplicants(event, 2);
    const reviewer = await seedReviewer(event);
    const [first] = (await list(reviewer, event)).applicants;
    expect(await listReviewing(reviewer, "en")).toMatchObject([{ slug: event.slug, applications: 2, unscored: 2 }]);
    const subject = await getApplicationSubject(event.slug, first?.id ?? "");
    if (!subject) throw new Error("no subject");
    await scoreApplication(
      authorize(reviewer, "application.review", subject),
      { "score-k1": "1", "score-k2": "1" },
      "",
    );
    expect(await listReviewing(reviewer, "en")).toMatchObject([{ unscored: 1 }]);
    expect(await listReviewing(await seedPerson(), "en")).toEqual([]);
  });
});

describe("who may read and decide", () => {
  it("another organization's reviewer and organizer, an applicant and an admin find nothing (S1)", async () => {
    const event = await seedSelectingEvent();
    const applicant = await seedApplicant(event);
    const { id: elsewhere } = await seedOrganization();
    const strangers = await Promise.all([
      seedPerson({ grants: [{ role: "reviewer", organizationId: elsewhere, eventId: null }] }),
      seedPerson({ grants: [{ role: "organizer", organizationId: elsewhere, eventId: null }] }),
      seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] }),
      seedApplicant(event),
      applicant,
    ]);
    for (const stranger of strangers) {
      expect(() => authorize(stranger, "application.list", event)).toThrow(AccessError);
      await expect(handling(stranger, "application.review", applicant, event)).rejects.toThrow(AccessError);
      await expect(handling(stranger, "application.decide", applicant, event)).rejects.toThrow(AccessError);
    }
    expect(await getMyApplication(strangers[1] as Actor, event.slug)).toBeNull();
  });

  it("an application is found by its own event only, and a draft by none (S2)", async () => {
    const [event, other] = [await seedSelectingEvent(), await seedSelectingEvent()];
    const [applicant, drafting] = [await seedApplicant(event), await seedPerson()];
    await draft(drafting, event);
    const [sent, drafted] = [await readApplication(applicant, event), await readApplication(drafting, event)];
    expect(await getApplicationSubject(other.slug, sent?.id ?? "")).toBeNull();
    expect(await listApplicationSubjects(other.slug, [sent?.id ?? ""])).toEqual([]);
    expect(await getApplicationSubject(event.slug, drafted?.id ?? "")).toBeNull();
    const organizer = await seedOrganizer(event);
    const { applicants, counts } = await list(organizer, event);
    expect(applicants.map(({ id }) => id)).toEqual([sent?.id]);
    expect(counts.drafted).toBe(1);
    expect((await list(organizer, other)).applicants).toEqual([]);
  });

  it("nobody scores, decides or reads the scores of their own application, and the database holds it too", async () => {
    const event = await seedSelectingEvent();
    const organizer = await seedOrganizer(event);
    await draft(organizer, event);
    await submit(organizer, event);
    await expect(handling(organizer, "application.review", organizer, event)).rejects.toThrow(AccessError);
    await expect(handling(organizer, "application.decide", organizer, event)).rejects.toThrow(AccessError);
    const own = await readApplication(organizer, event);
    await expect(
      sql("INSERT INTO application_score (application_id, reviewer_id, scores, percent) VALUES ($1, $2, '{}', 0)", [
        own?.id,
        organizer.id,
      ]),
    ).rejects.toMatchObject({ code: "23000" });
    await expect(
      sql("UPDATE application SET decision = 'accepted', decided_by_id = person_id WHERE id = $1", [own?.id]),
    ).rejects.toMatchObject({ constraint: "application_decider_check" });
    const other = await seedOrganizer(event);
    await score(other, organizer, event, 5, 10);
    await decide(other, [organizer], event, "accepted");
    const [row] = (await list(organizer, event)).applicants;
    expect(row).toMatchObject({ own: true, mean: null, decision: null });
    expect((await list(other, event)).applicants[0]).toMatchObject({ own: false, mean: 100, decision: "accepted" });
  });

  it("reviewers read no decision before it is sent", async () => {
    const event = await seedSelectingEvent();
    const [applicant, reviewer, organizer] = [
      await seedApplicant(event),
      await seedReviewer(event),
      await seedOrganizer(event),
    ];
    await decide(organizer, [applicant], event, "accepted");
    const see = async () => JSON.stringify(await list(reviewer, event, { state: "decided" }));
    expect(await see()).toContain('"decision":null');
    expect(
      (await getApplicant(await handling(reviewer, "application.review", applicant, event), "en")).decision,
    ).toBeNull();
    expect((await list(reviewer, event)).counts.states.decided).toBeUndefined();
  });

  it("a file is read by its applicant, the reviewers and the organizers of the event, and by nobody else", async () => {
    const event = await seedSelectingEvent();
    const applicant = await seedApplicant(event);
    const own = await readApplication(applicant, event);
    const [file] = await sql<{ id: string }>(
      `WITH u AS (INSERT INTO upload (name, type, bytes, sha256, content, created_by_id) VALUES ('a.txt', 'text/plain', 1, 'x', 'a', $1) RETURNING id)
       INSERT INTO application_file (application_id, question_id, upload_id) SELECT $2, 'q1', id FROM u RETURNING upload_id AS id`,
      [applicant.id, own?.id],
    );
    const id = file?.id ?? "";
    const { id: elsewhere } = await seedOrganization();
    for (const who of [applicant, await seedReviewer(event), await seedOrganizer(event)])
      expect(await readUpload(who, id)).not.toBeNull();
    for (const who of [
      null,
      await seedApplicant(event),
      await seedPerson({ grants: [{ role: "reviewer", organizationId: elsewhere, eventId: null }] }),
    ])
      expect(await readUpload(who, id)).toBeNull();
  });
});

describe("decisions", () => {
  it("are notes until they are sent, all together, each with its own letter", async () => {
    const event = await seedSelectingEvent({ seats: 2 });
    const [organizer, reviewer] = [await seedOrganizer(event), await seedReviewer(event)];
    const [first, second, third, fourth, fifth] = (await seedApplicants(event, 5)) as [
      Actor,
      Actor,
      Actor,
      Actor,
      Actor,
    ];
    await score(reviewer, fourth, event, 5);
    await score(reviewer, third, event, 2);
    await decide(organizer, [first, second], event, "accepted");
    await decide(organizer, [third, fourth], event, "waiting");
    await decide(organizer, [fifth], event, "not-selected");
    for (const person of [first, third, fifth]) expect(await kinds(person.id)).toEqual([]);
    expect(await readSeats(event.id)).toEqual({ taken: 0, enrolled: 0 });

    expect(await send(organizer, event)).toEqual({ ok: true, value: { accepted: 2, waiting: 2, "not-selected": 1 } });
    expect(await readSeats(event.id)).toEqual({ taken: 2, enrolled: 2 });
    expect(await kinds(first.id)).toEqual(["application-accepted"]);
    expect(await kinds(third.id)).toEqual(["application-waiting"]);
    expect(await kinds(fifth.id)).toEqual(["application-not-selected"]);
    const waiting = await sql<{ person_id: string }>(
      "SELECT person_id FROM enrolment WHERE event_id = $1 AND state = 'waiting' ORDER BY waiting_rank, waiting_since",
      [event.id],
    );
    expect(waiting.map(({ person_id }) => person_id)).toEqual([fourth.id, third.id]);
    const [place] = await sql("SELECT state_code, groups FROM enrolment WHERE event_id = $1 AND person_id = $2", [
      event.id,
      first.id,
    ]);
    expect(place).toMatchObject({ state_code: "MU", groups: { sids: true, region: "africa" } });
    expect((await readAudit(organizer.id)).map(({ action }) => action)).toEqual([
      "application.decide",
      "application.decide",
      "application.decide",
      "application.send",
    ]);
    expect(await score(reviewer, first, event, 1)).toEqual({ ok: false, reason: "sent" });
    expect(await decide(organizer, [first], event, "waiting")).toEqual({ ok: false, reason: "not-open" });
    expect((await getApplyView(fifth, event, "en"))?.application).toMatchObject({ state: "not-selected" });
  });

  it("two organizers who send at once send once", async () => {
    for (let round = 0; round < 5; round++) {
      const event = await seedSelectingEvent({ seats: 3 });
      const organizers = (await Promise.all([seedOrganizer(event), seedOrganizer(event)])) as [Actor, Actor];
      const applicants = await seedApplicants(event, 4);
      await decide(organizers[0], applicants.slice(0, 3), event, "accepted");
      await decide(organizers[1], applicants.slice(3), event, "waiting");
      const results = await Promise.all([...organizers, organizers[0]].map((organizer) => send(organizer, event)));
      const sent = results.flatMap((result) => (result.ok ? [result.value.accepted + result.value.waiting] : []));
      expect(sent.sort()).toEqual([0, 0, 4]);
      expect(await readSeats(event.id)).toEqual({ taken: 3, enrolled: 3 });
      for (const applicant of applicants) expect(await kinds(applicant.id)).toHaveLength(1);
    }
  });

  it("more accepted than seats: nothing is sent, and it says by how many", async () => {
    const event = await seedSelectingEvent({ seats: 3, seatsTaken: 1 });
    const organizer = await seedOrganizer(event);
    const applicants = await seedApplicants(event, 5);
    await decide(organizer, applicants.slice(0, 4), event, "accepted");
    await decide(organizer, applicants.slice(4), event, "not-selected");
    expect(await send(organizer, event)).toEqual({ ok: false, reason: "too-many", over: 2 });
    for (const applicant of applicants) expect(await kinds(applicant.id)).toEqual([]);
    expect(await readSeats(event.id)).toMatchObject({ taken: 1 });
    await decide(organizer, applicants.slice(2, 4), event, "waiting");
    expect(await send(organizer, event)).toEqual({ ok: true, value: { accepted: 2, waiting: 2, "not-selected": 1 } });
  });

  it("sending and an invitation that holds the last seat at the same moment never take it both", async () => {
    for (let round = 0; round < 5; round++) {
      const event = await seedSelectingEvent({ seats: 2 });
      const organizer = await seedOrganizer(event);
      await decide(organizer, await seedApplicants(event, 2), event, "accepted");
      const [sent, held] = await Promise.all([
        send(organizer, event),
        db.$transaction((tx) => holdSeats(tx, event.id, 1)),
      ]);
      expect(sent.ok).toBe(!held);
      expect(await readSeats(event.id)).toMatchObject({ taken: held ? 0 : 2 });
    }
  });

  it("late decisions are sent by themselves, and a seat that stays free is offered to who waits", async () => {
    const event = await seedSelectingEvent({ seats: 3 });
    const organizer = await seedOrganizer(event);
    const [first, second, third] = (await seedApplicants(event, 3)) as [Actor, Actor, Actor];
    await decide(organizer, [first], event, "accepted");
    expect(await send(organizer, event)).toMatchObject({ ok: true });
    await decide(organizer, [second], event, "waiting");
    await decide(organizer, [third], event, "accepted");
    expect(await send(organizer, event)).toEqual({ ok: true, value: { accepted: 1, waiting: 1, "not-selected": 0 } });
    expect(await kinds(first.id)).toEqual(["application-accepted"]);
    expect(await kinds(second.id)).toEqual(["application-waiting", "seat-offered"]);
    const place = await getMyEnrolment(second, event.slug);
    expect(await claimOffer(authorize(second, "enrolment.use", place as NonNullable<typeof place>))).toMatchObject({
      ok: true,
    });
    // The application goes where the place goes.
    expect(await readApplication(second, event)).toMatchObject({ state: "accepted" });
    expect(await readSeats(event.id)).toEqual({ taken: 3, enrolled: 3 });
  });

  it("who withdraws an accepted application gives the seat back, and giving the seat back withdraws it", async () => {
    const event = await seedSelectingEvent({ seats: 2 });
    const organizer = await seedOrganizer(event);
    const [first, second, third] = (await seedApplicants(event, 3)) as [Actor, Actor, Actor];
    await decide(organizer, [first, second], event, "accepted");
    await decide(organizer, [third], event, "waiting");
    await send(organizer, event);
    expect(await withdrawApplication(applying(first, event))).toEqual({ ok: true, value: null });
    expect(await kinds(first.id)).toEqual(["application-accepted", "withdrawn"]);
    expect(await kinds(third.id)).toEqual(["application-waiting", "seat-offered"]);
    const place = await getMyEnrolment(second, event.slug);
    await withdrawFrom(authorize(second, "enrolment.use", place as NonNullable<typeof place>));
    for (const person of [first, second])
      expect(await readApplication(person, event)).toMatchObject({ state: "withdrawn" });
  });

  it("one withdrawn meanwhile holds all of a batch back, and a withdrawn one is not sent", async () => {
    const event = await seedSelectingEvent({ seats: 5 });
    const organizer = await seedOrganizer(event);
    const [first, second] = (await seedApplicants(event, 2)) as [Actor, Actor];
    await decide(organizer, [second], event, "accepted");
    await withdrawApplication(applying(second, event));
    expect(await decide(organizer, [first, second], event, "accepted")).toEqual({ ok: false, reason: "not-open" });
    expect((await readApplication(first, event))?.decision).toBeNull();
    expect(await send(organizer, event)).toEqual({ ok: true, value: { accepted: 0, waiting: 0, "not-selected": 0 } });
    expect(await readSeats(event.id)).toEqual({ taken: 0, enrolled: 0 });
  });

  it("an event that is over decides and sends nothing", async () => {
    const event = await seedSelectingEvent();
    const [organizer, applicant] = [await seedOrganizer(event), await seedApplicant(event)];
    await unsafeSql(
      "UPDATE event SET state = 'closed', closed_at = now(), closed_by_id = $2, closing_report = 'Over.' WHERE id = $1",
      [event.id, organizer.id],
    );
    expect(await decide(organizer, [applicant], event, "accepted")).toEqual({ ok: false, reason: "event-over" });
    expect(await send(organizer, event)).toEqual({ ok: false, reason: "event-over" });
  });
});

describe("the list and the balance", () => {
  it("narrows, orders and pages by what may be seen", async () => {
    const event = await seedSelectingEvent();
    const organizer = await seedOrganizer(event);
    const people: Actor[] = [];
    for (const state of ["FJ", "FJ", "NP"])
      people.push(await seedApplicant(event, { state, institutionKind: "csirt" }));
    await score(organizer, people[1] as Actor, event, 5, 10);
    const ids = async (fields: Record<string, string>) => {
      const { applicants, total } = await list(organizer, event, fields);
      const all = await Promise.all(people.map((person) => readApplication(person, event)));
      return [total, applicants.map(({ id }) => all.findIndex((row) => row?.id === id))];
    };
    expect(await ids({})).toEqual([3, [0, 1, 2]]);
    expect(await ids({ sort: "score" })).toEqual([3, [1, 0, 2]]);
    expect(await ids({ country: "FJ" })).toEqual([2, [0, 1]]);
    expect(await ids({ least: "50" })).toEqual([1, [1]]);
    expect(await ids({ kind: "academia" })).toEqual([0, []]);
    expect(await ids({ page: "9" })).toEqual([3, [0, 1, 2]]);
    await decide(organizer, [people[2] as Actor], event, "accepted");
    expect(await ids({ state: "decided" })).toEqual([1, [2]]);
    expect(await ids({ state: "undecided" })).toEqual([2, [0, 1]]);
    const balance = countBalance(await listBalanceRows(authorize(organizer, "event.manage", event)), 1);
    expect(balance.totals).toEqual({ all: 3, shortlist: 1, accepted: 1 });
    expect(balance.countries).toEqual([
      { value: "FJ", all: 2, shortlist: 0, accepted: 0 },
      { value: "NP", all: 1, shortlist: 1, accepted: 1 },
    ]);
  });
});
