import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor, OwnedSubject } from "@/lib/access/policy";
import { getReleaseSubject } from "@/lib/certificates/dossier/data";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { getEventReport } from "@/lib/certificates/report/data";
import { numbersOf } from "@/lib/certificates/report/rules";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { getDashboard } from "@/lib/organizing/dashboard/data";
import { getOpenCode, readAttendances } from "@/lib/sessions/attendance/data";
import { checkIn, endCheckIn, openCheckIn, recordAttendance, recordRoll } from "@/lib/sessions/attendance/mutations";
import type { AttendanceState } from "@/lib/sessions/types";
import { readResult, seedClosedAttempt, seedEnrolment } from "../../builders/attempts";
import { close, readAudit, readCertificates, seedAdmin, seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { seedPerson } from "../../builders/people";
import { hoursFromNow, seedAttendance, seedSession } from "../../builders/sessions";

const recording = async (event: SeededEvent) => authorize(await seedOrganizer(event), "attendance.record", event);
const at = (second: number): Date => new Date(Date.now() - 3_600_000 + second * 1000);

async function seedRoll() {
  const event = await seedEvent();
  const session = await seedSession(event);
  const learner = await seedPerson();
  const enrolment = await seedEnrolment(learner, event);
  return { event, session, learner, enrolment, permit: await recording(event) };
}

const readState = async (sessionId: string, enrolment: OwnedSubject): Promise<string | undefined> =>
  (
    await sql<{ state: string }>("SELECT state FROM attendance WHERE session_id = $1 AND enrolment_id = $2", [
      sessionId,
      enrolment.id,
    ])
  )[0]?.state;

describe("a roll call", () => {
  const said = (enrolment: OwnedSubject, state: AttendanceState, saidAt: Date) => ({
    enrolmentId: enrolment.id,
    state,
    saidAt,
  });

  it("what was said later stands, in whatever order it arrives; the same again changes nothing", async () => {
    const { session, enrolment, permit } = await seedRoll();
    const later = said(enrolment, "present", at(20));
    expect(await recordAttendance(permit, session.id, later)).toMatchObject({
      ok: true,
      value: { state: "present", stands: true },
    });
    expect(await recordAttendance(permit, session.id, said(enrolment, "absent", at(10)))).toMatchObject({
      ok: true,
      value: { state: "present", stands: false },
    });
    expect(await recordAttendance(permit, session.id, later)).toMatchObject({ ok: true, value: { stands: true } });
    expect((await readAudit(permit.actor.id)).map(({ action }) => action)).toEqual(["attendance.record"]);
    await recordAttendance(permit, session.id, said(enrolment, "excused", at(30)));
    expect(await readState(session.id, enrolment)).toBe("excused");
  });

  it("two recorders at once leave one row, the later of the two", async () => {
    const { event, session, enrolment, permit } = await seedRoll();
    const other = await recording(event);
    const taps = [
      recordAttendance(permit, session.id, said(enrolment, "absent", at(1))),
      recordAttendance(other, session.id, said(enrolment, "present", at(2))),
      recordAttendance(permit, session.id, said(enrolment, "absent", at(1))),
    ];
    expect((await Promise.all(taps)).every(({ ok }) => ok)).toBe(true);
    expect(await readState(session.id, enrolment)).toBe("present");
  });

  it("a clock that runs ahead does not win for ever", async () => {
    const { session, enrolment, permit } = await seedRoll();
    await recordAttendance(permit, session.id, said(enrolment, "absent", new Date(Date.now() + 86_400_000)));
    await recordAttendance(permit, session.id, said(enrolment, "present", new Date(Date.now() + 86_400_000)));
    expect(await readState(session.id, enrolment)).toBe("present");
  });

  it.each([
    {
      why: "of somebody without a seat",
      reason: "gone",
      change: "UPDATE enrolment SET state = 'withdrawn' WHERE event_id = $1",
    },
    {
      why: "of a cancelled session",
      reason: "cancelled",
      change: "UPDATE event_session SET cancelled_at = now() WHERE event_id = $1",
    },
    {
      why: "of a closed event",
      reason: "fixed",
      change:
        "UPDATE event SET state = 'closed', closed_at = now(), closed_by_id = (SELECT id FROM person LIMIT 1) WHERE id = $1",
    },
    {
      why: "days before",
      reason: "too-early",
      change:
        "UPDATE event_session SET starts_at = now() + interval '3 hours', ends_at = now() + interval '4 hours' WHERE event_id = $1",
    },
  ])("is not called $why: $reason", async ({ reason, change }) => {
    const { event, session, enrolment, permit } = await seedRoll();
    await sql(change, [event.id]);
    expect(await recordAttendance(permit, session.id, said(enrolment, "present", at(1)))).toEqual({
      ok: false,
      reason,
    });
    expect(await readState(session.id, enrolment)).toBeUndefined();
  });

  it("nobody records themselves, and nobody the people of another event", async () => {
    const { event, session, permit } = await seedRoll();
    const own = await seedEnrolment(permit.actor, event);
    expect(await recordAttendance(permit, session.id, said(own, "present", at(1)))).toEqual({
      ok: false,
      reason: "own",
    });
    expect(await recordRoll(permit, session.id, [{ enrolmentId: own.id, state: "present" }])).toEqual({
      ok: true,
      value: { recorded: 0 },
    });
    const elsewhere = await seedRoll();
    const foreign = said(elsewhere.enrolment, "present", at(1));
    expect(await recordAttendance(permit, session.id, foreign)).toEqual({ ok: false, reason: "gone" });
    expect(await recordAttendance(permit, elsewhere.session.id, foreign)).toEqual({ ok: false, reason: "gone" });
  });

  it("as one form records everybody named", async () => {
    const { event, session, enrolment, permit } = await seedRoll();
    const second = await seedEnrolment(await seedPerson(), event);
    const changes = [
      { enrolmentId: enrolment.id, state: "present" },
      { enrolmentId: second.id, state: "excused" },
    ] as const;
    expect(await recordRoll(permit, session.id, changes)).toEqual({ ok: true, value: { recorded: 2 } });
    expect([await readState(session.id, enrolment), await readState(session.id, second)]).toEqual([
      "present",
      "excused",
    ]);
  });
});

describe("checking in", () => {
  const using = (actor: Actor, enrolment: OwnedSubject) => authorize(actor, "enrolment.use", enrolment);
  const openCode = async (permit: Awaited<ReturnType<typeof recording>>, sessionId: string): Promise<string> => {
    await openCheckIn(permit, sessionId);
    return (await getOpenCode(sessionId))?.code ?? "";
  };

  it("with the open code records presence, once", async () => {
    const { session, learner, enrolment, permit } = await seedRoll();
    const code = await openCode(permit, session.id);
    const typed = ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`;
    for (const _ of [1, 2])
      expect(await checkIn(using(learner, enrolment), typed)).toEqual({ ok: true, value: { sessionId: session.id } });
    expect(await sql("SELECT state, method FROM attendance WHERE session_id = $1", [session.id])).toEqual([
      { state: "present", method: "self" },
    ]);
  });

  it("works no more once it has ended, was renewed, has run out, or the session was cancelled", async () => {
    const { session, learner, enrolment, permit } = await seedRoll();
    const refused = { ok: false, reason: "wrong-code" };
    const first = await openCode(permit, session.id);
    const second = await openCode(permit, session.id);
    expect(await checkIn(using(learner, enrolment), first)).toEqual(refused);
    await endCheckIn(permit, session.id);
    expect(await checkIn(using(learner, enrolment), second)).toEqual(refused);
    const third = await openCode(permit, session.id);
    await sql("UPDATE event_session SET check_in_closes_at = now() - interval '1 second' WHERE id = $1", [session.id]);
    expect([await getOpenCode(session.id), await checkIn(using(learner, enrolment), third)]).toEqual([null, refused]);
    const fourth = await openCode(permit, session.id);
    await sql("UPDATE event_session SET cancelled_at = now() WHERE id = $1", [session.id]);
    expect(await checkIn(using(learner, enrolment), fourth)).toEqual(refused);
    expect(await readState(session.id, enrolment)).toBeUndefined();
  });

  it("another event's code is a wrong one, and what staff recorded stands", async () => {
    const [here, elsewhere] = [await seedRoll(), await seedRoll()];
    const foreign = await openCode(elsewhere.permit, elsewhere.session.id);
    expect(await checkIn(using(here.learner, here.enrolment), foreign)).toEqual({ ok: false, reason: "wrong-code" });
    await seedAttendance(here.enrolment, [[here.session, "absent"]]);
    const code = await openCode(here.permit, here.session.id);
    expect(await checkIn(using(here.learner, here.enrolment), code)).toEqual({ ok: false, reason: "recorded" });
    expect(await readState(here.session.id, here.enrolment)).toBe("absent");
  });

  it("guesses are counted by person: ten are looked at, however many come at once, and no more for others (S14)", async () => {
    const { event, session, learner, enrolment, permit } = await seedRoll();
    const code = await openCode(permit, session.id);
    const guesses = await Promise.all(
      Array.from({ length: 25 }, () => checkIn(using(learner, enrolment), code === "222222" ? "333333" : "222222")),
    );
    const reasons = guesses.map((result) => (result.ok ? "in" : result.reason));
    expect(reasons.filter((reason) => reason === "wrong-code")).toHaveLength(10);
    expect(reasons.filter((reason) => reason === "too-many")).toHaveLength(15);
    expect(await checkIn(using(learner, enrolment), code)).toEqual({ ok: false, reason: "too-many" });
    const neighbour = await seedPerson();
    expect((await checkIn(using(neighbour, await seedEnrolment(neighbour, event)), code)).ok).toBe(true);
  });
});

describe("what attendance decides", () => {
  it("held sessions count, those that were cancelled or have not begun do not", async () => {
    const { event, session, enrolment } = await seedRoll();
    const cancelled = await seedSession(event, { cancelledAt: new Date() });
    const upcoming = await seedSession(event, { startsAt: hoursFromNow(2), endsAt: hoursFromNow(3) });
    const unrecorded = await seedSession(event, { startsAt: hoursFromNow(-3), endsAt: hoursFromNow(-2) });
    const excused = await seedSession(event, { startsAt: hoursFromNow(-5), endsAt: hoursFromNow(-4) });
    await seedAttendance(enrolment, [
      [session, "present"],
      [cancelled, "present"],
      [upcoming, "present"],
      [excused, "excused"],
    ]);
    expect((await readAttendances([event.id])).get(enrolment.id)).toEqual({ attended: 1, counted: 2, held: 3 });
    expect(unrecorded.id).not.toBe(session.id);
  });

  it("can be read of some people alone, however many others sit there", async () => {
    const { event, learner, enrolment } = await seedRoll();
    await seedEnrolment(await seedPerson(), event);
    expect((await readAttendances([event.id])).size).toBe(2);
    expect([...(await readAttendances([event.id], { personIds: [learner.id] })).keys()]).toEqual([enrolment.id]);
    expect((await readAttendances([event.id], { personIds: [] })).size).toBe(0);
  });

  /** An event with an exam of five questions and two sessions; each person by right answers and what is recorded of them. */
  async function seedOver(
    fields: Parameters<typeof seedEvent>[0],
    people: readonly (readonly [right: number, states: AttendanceState[]])[],
  ) {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate", ...fields });
    const sessions = [await seedSession(event), await seedSession(event)];
    const sittings = [];
    for (const [right, states] of people) {
      const sitting = await seedClosedAttempt({ event, right, wrong: 5 - right });
      await seedAttendance(
        sitting.enrolment,
        states.map((state, i) => [sessions[i] as { id: string }, state] as const),
      );
      sittings.push(sitting);
    }
    return { event, sittings };
  }
  const weighted = {
    components: {
      create: [
        { kind: "exam", weight: 60 },
        { kind: "attendance", weight: 40 },
      ],
    },
  };

  it("a weighted part is open until the event closes; then result, dashboard, report and release say the same", async () => {
    const { event, sittings } = await seedOver(weighted, [
      [4, ["present", "present"]], // 48 + 40 = 88
      [5, ["present", "absent"]], // 60 + 20 = 80
      [5, ["absent"]], // 60 + 0
      [3, ["present", "excused"]], // 36 + 40 = 76
    ]);
    const organizer = await seedOrganizer(event);
    const [first] = sittings;
    if (!first) throw new Error("nobody sat");
    expect(await readResult(first.actor, first.attemptId)).toMatchObject({ passed: null });
    const managing = authorize(organizer, "event.manage", event);
    expect((await getDashboard(managing, "en")).numbers).toMatchObject({ joined: 4, passed: 0 });
    expect(await getEventReport(managing, "en")).toBeNull();

    await close(event, organizer);
    const results = await Promise.all(sittings.map(({ actor, attemptId }) => readResult(actor, attemptId)));
    expect(results.map((result) => result?.passed)).toEqual([true, true, false, true]);
    expect(results[3]?.components).toContainEqual({ kind: "attendance", weight: 40, earned: 1, possible: 1 });
    const dashboard = await getDashboard(managing, "en");
    const report = found(await getEventReport(managing, "en"), "report");
    const numbers = numbersOf(report);
    expect([dashboard.numbers.passed, numbers.eligible]).toEqual([3, 3]);
    expect(numbers.participants).toBe(dashboard.numbers.joined);
    for (const person of report.people) {
      const same = dashboard.participants.find(
        ({ fullName, verdict, attendance }) =>
          fullName === person.fullName &&
          verdict?.percent?.tenths === person.best?.percent.tenths &&
          attendance?.attended === person.attendance?.attended,
      );
      expect(same?.eligibility).toEqual(person.eligibility);
      expect(same?.attendance).toEqual(person.attendance);
    }
    expect(
      report.sessions.map(({ present, absent, excused, unrecorded }) => [present, absent, excused, unrecorded]).sort(),
    ).toEqual([
      [1, 1, 1, 1],
      [3, 1, 0, 0],
    ]);
    const admin = await seedAdmin();
    const subject = found(await getReleaseSubject(event.slug, admin), "closed event");
    expect(await releaseCertificates(authorize(admin, "certificate.release", subject), "all")).toMatchObject({
      ok: true,
      value: { released: 3 },
    });
    const after = numbersOf(found(await getEventReport(managing, "en"), "report"));
    expect(after.certificates).toBe(3);
  });

  it("a condition of its own keeps back who passed and was not there", async () => {
    const { event, sittings } = await seedOver({ attendancePercent: 60 }, [
      [5, ["present", "present"]],
      [5, ["present", "absent"]],
      [5, ["present", "excused"]],
      [2, ["present", "present"]],
    ]);
    await close(event);
    const [, short] = sittings;
    expect(short && (await readResult(short.actor, short.attemptId))).toMatchObject({
      passed: true,
      attendance: { percent: 60, attended: 1, counted: 2, closed: true },
    });
    const admin = await seedAdmin();
    const subject = found(await getReleaseSubject(event.slug, admin), "closed event");
    await releaseCertificates(authorize(admin, "certificate.release", subject), "all");
    expect((await readCertificates(event.id)).map(({ personId }) => personId).sort()).toEqual(
      [sittings[0]?.actor.id, sittings[2]?.actor.id].sort(),
    );
  });

  it("a letter of attendance without an exam is given to who was there", async () => {
    const event = await seedEvent({
      certificateKind: "attendance-letter",
      attendancePercent: 50,
      components: {},
    });
    const session = await seedSession(event);
    const [there, absent] = [await seedPerson(), await seedPerson()];
    await seedAttendance(await seedEnrolment(there, event), [[session, "present"]]);
    await seedAttendance(await seedEnrolment(absent, event), [[session, "absent"]]);
    await close(event);
    const admin = await seedAdmin();
    const subject = found(await getReleaseSubject(event.slug, admin), "closed event");
    await releaseCertificates(authorize(admin, "certificate.release", subject), "all");
    expect((await readCertificates(event.id)).map(({ personId }) => personId)).toEqual([there.id]);
  });
});
