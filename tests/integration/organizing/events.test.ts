import { beforeAll, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { getDashboard } from "@/lib/organizing/dashboard/data";
import { getCourseSubject, getEventForm, getNewEventForm } from "@/lib/organizing/data";
import { closeEvent, createEvent, editEvent, publishEvent } from "@/lib/organizing/mutations";
import type { EventSettings } from "@/lib/organizing/types";
import { listOrganizedEvents } from "@/lib/organizing/workspace/data";
import { seedClosedAttempt, seedEnrolment, seedRunningAttempt, start, submit } from "../../builders/attempts";
import {
  daysFromNow,
  demoCourse,
  type SeededEvent,
  seedEvent,
  seedOrganization,
  smallBlueprint,
} from "../../builders/events";
import { seedPerson, unique } from "../../builders/people";

let organizationId: string;
let courseId: string;
beforeAll(async () => {
  const course = await getCourseSubject(demoCourse);
  if (!course) throw new Error("no demo course");
  ({ id: courseId, organizationId } = course);
});

const seedOrganizer = (scope: { organizationId?: string; eventId?: string } = { organizationId }): Promise<Actor> =>
  seedPerson({
    grants: [{ role: "organizer", organizationId: scope.organizationId ?? null, eventId: scope.eventId ?? null }],
  });

const managing = (actor: Actor, event: SeededEvent) => authorize(actor, "event.manage", event);
const formOf = (actor: Actor, event: SeededEvent) => getEventForm(managing(actor, event), "en");
const dashboardOf = (actor: Actor, event: SeededEvent) => getDashboard(managing(actor, event), "en");
const settingsOf = async (actor: Actor, event: SeededEvent): Promise<EventSettings> =>
  (await formOf(actor, event)).settings;

const readEvent = (event: SeededEvent) => db.event.findUniqueOrThrow({ where: { id: event.id } });
const readAudit = (eventId: string, action: string): Promise<{ actorId: string; detail: Record<string, unknown> }[]> =>
  sql(
    `SELECT actor_id AS "actorId", detail FROM audit_event WHERE subject_kind = 'event' AND subject_id = $1 AND action = $2 ORDER BY id`,
    [eventId, action],
  );

const withExam = (settings: EventSettings, questions: number): EventSettings => {
  if (!settings.exam) throw new Error("no exam");
  return { ...settings, exam: { ...settings.exam, blueprint: { ...settings.exam.blueprint, questions } } };
};

describe("making an event", () => {
  const newEvent = async (actor: Actor, title: string) => {
    const permit = authorize(actor, "event.create", { organizationId });
    const { settings } = await getNewEventForm(permit, demoCourse, "en");
    return { permit, event: { id: crypto.randomUUID(), courseId, settings: { ...settings, title, reference: "T/1" } } };
  };

  it("gives a draft of the course's newest edition with its exam, and an audit row", async () => {
    const actor = await seedOrganizer();
    const { permit, event } = await newEvent(actor, `Norms ${unique("x")}`);
    const made = await createEvent(permit, event);
    const [newest] = await db.edition.findMany({ where: { courseId }, orderBy: { number: "desc" }, take: 1 });
    const row = await db.event.findUniqueOrThrow({ where: { id: event.id }, include: { components: true } });
    expect(made).toEqual({ ok: true, value: { slug: row.slug } });
    expect(row).toMatchObject({
      state: "draft",
      origin: "app",
      editionId: newest?.id,
      organizationId,
      timeLimitSeconds: 3600,
      seatsTaken: 0,
    });
    expect(row.components).toMatchObject([{ kind: "exam", weight: 100 }]);
    expect(await readAudit(event.id, "event.create")).toMatchObject([{ actorId: actor.id }]);
  });

  it("twice from one form makes one event, however close the clicks", async () => {
    const { permit, event } = await newEvent(await seedOrganizer(), `Norms ${unique("x")}`);
    const [first, second] = await Promise.all([createEvent(permit, event), createEvent(permit, event)]);
    expect(second).toEqual(first);
    expect(await createEvent(permit, event)).toEqual(first);
    expect(await db.event.count({ where: { layers: { some: { title: event.settings.title } } } })).toBe(1);
  });

  it("from one form with other settings makes another event, so that going back loses nothing", async () => {
    const { permit, event } = await newEvent(await seedOrganizer(), `Norms ${unique("x")}`);
    const first = await createEvent(permit, event);
    const second = await createEvent(permit, { ...event, settings: { ...event.settings, seats: 12 } });
    expect(first.ok && second.ok && first.value.slug !== second.value.slug).toBe(true);
  });

  it("of one title five times at once gives five addresses", async () => {
    const title = `Norms ${unique("x")}`;
    const drafts = await Promise.all(Array.from({ length: 5 }, async () => newEvent(await seedOrganizer(), title)));
    const made = await Promise.all(drafts.map(({ permit, event }) => createEvent(permit, event)));
    expect(new Set(made.map((result) => (result.ok ? result.value.slug : "none"))).size).toBe(5);
  });

  it("cannot overwrite an event whose id somebody put into the form", async () => {
    const other = await seedEvent({ organizationId: (await seedOrganization()).id });
    const before = await readEvent(other);
    const { permit, event } = await newEvent(await seedOrganizer(), `Norms ${unique("x")}`);
    const made = await createEvent(permit, { ...event, id: other.id });
    expect(made.ok && made.value.slug !== other.slug).toBe(true);
    expect(await readEvent(other)).toEqual(before);
  });
});

describe("an organizer's list", () => {
  it("has the events of their organizations and grants, and no others", async () => {
    const elsewhere = await seedOrganization();
    const [mine, granted, foreign] = [
      await seedEvent(),
      await seedEvent({ organizationId: elsewhere.id }),
      await seedEvent({ organizationId: elsewhere.id }),
    ];
    const actor = await seedPerson({
      grants: [
        { role: "organizer", organizationId, eventId: null },
        { role: "organizer", organizationId: null, eventId: granted.id },
        { role: "instructor", organizationId: elsewhere.id, eventId: null },
      ],
    });
    const slugs = (await listOrganizedEvents(actor, "en")).events.map(({ slug }) => slug);
    expect([mine, granted, foreign].map(({ slug }) => slugs.includes(slug))).toEqual([true, true, false]);
  });

  it("is empty for people who organize nothing", async () => {
    expect(await listOrganizedEvents(await seedPerson(), "en")).toEqual({ events: [], counts: {}, page: 1, pages: 1 });
  });
});

describe("an organizer's list that is long", () => {
  it("comes in pages, by organization and state, and can be narrowed to one state", async () => {
    const organization = await seedOrganization();
    const here = { organizationId: organization.id };
    await Promise.all(Array.from({ length: 52 }, () => seedEvent(here)));
    const draft = await seedEvent({ ...here, state: "draft" });
    const actor = await seedOrganizer(here);
    const list = async (asked: Parameters<typeof listOrganizedEvents>[2]) => listOrganizedEvents(actor, "en", asked);
    const [first, second, beyond] = [await list({}), await list({ page: 2 }), await list({ page: 99 })];
    expect(first).toMatchObject({ counts: { draft: 1, published: 52 }, page: 1, pages: 2 });
    expect(first.events[0]?.slug).toBe(draft.slug);
    expect(new Set([...first.events, ...second.events].map(({ slug }) => slug)).size).toBe(53);
    expect(beyond).toMatchObject({ page: 2, pages: 2 });
    const drafts = await list({ state: "draft" });
    expect([drafts.pages, drafts.events.map(({ slug }) => slug)]).toEqual([1, [draft.slug]]);
  });
});

describe("editing an event", () => {
  it("raises its revision, takes it out of the importer's hands, and names what changed in the audit", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ origin: "content" })];
    const settings = await settingsOf(actor, event);
    const edited = await editEvent(managing(actor, event), 1, {
      ...settings,
      title: "Norms in Port Louis",
      seats: 20,
      partners: [{ name: "A host", role: "host" }],
    });
    expect(edited).toEqual({ ok: true, value: null });
    expect(await readEvent(event)).toMatchObject({ revision: 2, origin: "app", seats: 20 });
    expect(await settingsOf(actor, event)).toMatchObject({
      title: "Norms in Port Louis",
      partners: [{ name: "A host", role: "host" }],
    });
    expect(await readAudit(event.id, "event.edit")).toEqual([
      { actorId: actor.id, detail: { revision: 2, fields: ["title", "seats", "partners"] } },
    ]);
  });

  it("that another organizer changed meanwhile is refused, and says what they changed", async () => {
    const [actor, other, event] = [await seedOrganizer(), await seedOrganizer(), await seedEvent()];
    const settings = await settingsOf(actor, event);
    await editEvent(managing(other, event), 1, { ...settings, place: "Montevideo" });
    expect(await editEvent(managing(actor, event), 1, { ...settings, seats: 5 })).toEqual({
      ok: false,
      reason: "changed-meanwhile",
    });
    const form = await formOf(actor, event);
    expect(form.settings).toMatchObject({ place: "Montevideo", seats: null });
    expect(form.event?.changes).toMatchObject([{ revision: 2, by: other.fullName, fields: ["place"] }]);
  });

  it("of two organizers at the same moment takes one and refuses the other", async () => {
    const [actor, other, event] = [await seedOrganizer(), await seedOrganizer(), await seedEvent()];
    const settings = await settingsOf(actor, event);
    const answers = await Promise.all([
      editEvent(managing(actor, event), 1, { ...settings, place: "Here" }),
      editEvent(managing(other, event), 1, { ...settings, place: "There" }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readEvent(event)).toMatchObject({ revision: 2 });
  });

  it("is done once by two clicks, and the second finds it done", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent()];
    const settings = { ...(await settingsOf(actor, event)), place: "Here" };
    expect(await editEvent(managing(actor, event), 1, settings)).toEqual({ ok: true, value: null });
    expect(await editEvent(managing(actor, event), 1, settings)).toEqual({ ok: true, value: null });
    expect(await readEvent(event)).toMatchObject({ revision: 2 });
    expect(await readAudit(event.id, "event.edit")).toHaveLength(1);
  });

  it("cannot leave fewer seats than are taken", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ seats: 10 })];
    for (let i = 0; i < 3; i++) await seedEnrolment(await seedPerson(), event);
    const settings = await settingsOf(actor, event);
    expect(await editEvent(managing(actor, event), 1, { ...settings, seats: 2 })).toEqual({
      ok: false,
      reason: "seats-below-taken",
    });
    expect(await editEvent(managing(actor, event), 1, { ...settings, seats: 3 })).toEqual({ ok: true, value: null });
  });

  it("leaves the exam that somebody has begun, and may only add attempts", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ blueprint: smallBlueprint, attemptsAllowed: 2 })];
    await seedRunningAttempt({ event });
    const settings = await settingsOf(actor, event);
    const edit = (exam: Partial<NonNullable<EventSettings["exam"]>>) =>
      editEvent(managing(actor, event), 1, { ...settings, exam: settings.exam && { ...settings.exam, ...exam } });
    expect(await edit({ thresholdPercent: 50 })).toEqual({ ok: false, reason: "exam-fixed" });
    expect(await edit({ timeLimitSeconds: 60 })).toEqual({ ok: false, reason: "exam-fixed" });
    expect(await editEvent(managing(actor, event), 1, withExam(settings, 6))).toEqual({
      ok: false,
      reason: "exam-fixed",
    });
    expect(await edit({ attemptsAllowed: 1 })).toEqual({ ok: false, reason: "attempts-lowered" });
    expect(await edit({ attemptsAllowed: 3 })).toEqual({ ok: true, value: null });
  });

  it("of the exam at the moment somebody begins it gives every form the settings that stand", async () => {
    for (let round = 0; round < 10; round++) {
      const [actor, event, learner] = [
        await seedOrganizer(),
        await seedEvent({ blueprint: smallBlueprint }),
        await seedPerson(),
      ];
      const place = await seedEnrolment(learner, event);
      const settings = await settingsOf(actor, event);
      const [edited] = await Promise.all([
        editEvent(managing(actor, event), 1, withExam(settings, 7)),
        start(learner, place),
      ]);
      const [row] = await sql<{ slots: number }>(
        `SELECT count(*)::int AS slots FROM form_slot s JOIN attempt a ON a.id = s.attempt_id WHERE a.event_id = $1`,
        [event.id],
      );
      expect(row?.slots).toBe(edited.ok ? 7 : 5);
    }
  });

  it("is no more once the event is closed", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent()];
    const settings = await settingsOf(actor, event);
    await closeEvent(managing(actor, event), "Went well.");
    expect(await editEvent(managing(actor, event), 1, { ...settings, seats: 9 })).toEqual({
      ok: false,
      reason: "not-editable",
    });
  });

  it("takes what is in review back to its organizers", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ state: "in_review" })];
    await editEvent(managing(actor, event), 1, { ...(await settingsOf(actor, event)), place: "Here" });
    expect(await readEvent(event)).toMatchObject({ state: "draft" });
  });

  it("is not open to organizers of other organizations", async () => {
    const stranger = await seedOrganizer({ organizationId: (await seedOrganization()).id });
    const event = await seedEvent();
    expect(() => managing(stranger, event)).toThrow(expect.objectContaining({ code: "not-found" }));
  });
});

describe("publishing an event", () => {
  it("is done once by two clicks, with one audit row", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ state: "draft" })];
    const answers = await Promise.all([
      publishEvent(managing(actor, event), 1),
      publishEvent(managing(actor, event), 1),
    ]);
    expect(answers).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(await readEvent(event)).toMatchObject({ state: "published", publishedAt: expect.any(Date) });
    expect(await readAudit(event.id, "event.publish")).toHaveLength(1);
  });

  it("is refused when it was changed after it was shown", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ state: "draft" })];
    await editEvent(managing(actor, event), 1, { ...(await settingsOf(actor, event)), place: "Elsewhere" });
    expect(await publishEvent(managing(actor, event), 1)).toEqual({ ok: false, reason: "changed-since-shown" });
    expect(await publishEvent(managing(actor, event), 2)).toEqual({ ok: true, value: null });
  });

  it.each([
    {
      blueprint: { ...smallBlueprint, questions: 60, perModule: 60 },
      kinds: ["too-few-in-module", "modules-want-more"],
    },
    { blueprint: { ...smallBlueprint, questions: 4 }, kinds: ["modules-want-more"] },
  ])("is refused while the bank cannot give the exam: $kinds", async ({ blueprint, kinds }) => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ state: "draft", blueprint })];
    expect(await publishEvent(managing(actor, event), 1)).toEqual({ ok: false, reason: "not-ready" });
    const { publishProblems } = await dashboardOf(actor, event);
    expect([...new Set(publishProblems.map(({ kind }) => kind))]).toEqual(kinds);
    expect(await readEvent(event)).toMatchObject({ state: "draft" });
  });

  it("is refused while the weights of the total do not add up to 100", async () => {
    const [actor, event] = [
      await seedOrganizer(),
      await seedEvent({ state: "draft", components: { create: { kind: "exam", weight: 90 } } }),
    ];
    expect(await publishEvent(managing(actor, event), 1)).toEqual({ ok: false, reason: "not-ready" });
  });
});

describe("closing an event", () => {
  it("keeps the report, who closed it and when, with an audit row; a second click finds it done", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent()];
    expect(await closeEvent(managing(actor, event), "Went well.")).toEqual({ ok: true, value: null });
    expect(await closeEvent(managing(actor, event), "Went well.")).toEqual({ ok: true, value: null });
    expect(await readEvent(event)).toMatchObject({
      state: "closed",
      closedById: actor.id,
      closingReport: "Went well.",
      closedAt: expect.any(Date),
    });
    expect(await readAudit(event.id, "event.close")).toHaveLength(1);
  });

  it("is refused while somebody sits the exam, and the dashboard lists them", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ blueprint: smallBlueprint })];
    const sitting = await seedRunningAttempt({ event });
    expect(await closeEvent(managing(actor, event), "Went well.")).toEqual({ ok: false, reason: "attempts-running" });
    expect((await dashboardOf(actor, event)).runningAttempts).toMatchObject([
      { id: sitting.attemptId, fullName: sitting.actor.fullName },
    ]);
    await submit(sitting.actor, sitting.attemptId);
    expect(await closeEvent(managing(actor, event), "Went well.")).toEqual({ ok: true, value: null });
  });

  it("at the moment somebody begins the exam never leaves an attempt running in a closed event", async () => {
    for (let round = 0; round < 5; round++) {
      const [actor, event] = [
        await seedOrganizer(),
        await seedEvent({ blueprint: smallBlueprint, closesAt: daysFromNow(1) }),
      ];
      const learners = await Promise.all(Array.from({ length: 4 }, () => seedPerson()));
      const places = await Promise.all(learners.map((learner) => seedEnrolment(learner, event)));
      await Promise.all([
        ...learners.map((learner, i) => start(learner, places[i] as (typeof places)[number])),
        closeEvent(managing(actor, event), "Went well."),
      ]);
      const [row] = await sql<{ state: string; running: number }>(
        `SELECT state::text, (SELECT count(*)::int FROM attempt WHERE event_id = e.id AND state = 'in-progress') AS running FROM event e WHERE id = $1`,
        [event.id],
      );
      expect(row?.state === "closed" && row.running > 0).toBe(false);
    }
  });

  it("is refused for a draft", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ state: "draft" })];
    expect(await closeEvent(managing(actor, event), "Went well.")).toEqual({ ok: false, reason: "not-published" });
  });
});

describe("the dashboard", () => {
  it("says of everybody how far they came, by the rule that decides certificates", async () => {
    const [actor, event] = [await seedOrganizer(), await seedEvent({ seats: 35 })];
    const names = ["Ana", "Ben", "Cem", "Dee"];
    const [ana, ben, cem, dee] = (await Promise.all(names.map((fullName) => seedPerson({ fullName })))) as [
      Actor,
      Actor,
      Actor,
      Actor,
    ];
    await seedClosedAttempt({ event, actor: ana, right: 22, wrong: 8 });
    await seedClosedAttempt({ event, actor: ben, right: 21, wrong: 9 });
    await seedRunningAttempt({ event, actor: cem });
    await seedEnrolment(dee, event);
    const { participants, numbers, running } = await dashboardOf(actor, event);
    expect(
      participants.map(({ fullName, eligibility, verdict }) => [
        fullName,
        eligibility.standing === "eligible" ? "eligible" : eligibility.reason,
        verdict?.earned.numerator,
      ]),
    ).toEqual([
      ["Ana", "eligible", 22],
      ["Ben", "not-passed", 21],
      ["Cem", "still-sitting", undefined],
      ["Dee", "no-attempt", undefined],
    ]);
    expect({ ...numbers, running }).toEqual({ joined: 4, begun: 3, finished: 2, passed: 1, running: 1 });
  });
});
