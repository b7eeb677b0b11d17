import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { readClosing } from "@/lib/certificates/closing/data";
import { getDossier, getReleaseSubject } from "@/lib/certificates/dossier/data";
import { decideOwnRelease, decideRelease, handIn, returnDossier } from "@/lib/certificates/dossier/mutations";
import { numbersOf } from "@/lib/certificates/dossier/rules";
import type { ClosingFields } from "@/lib/certificates/dossier/types";
import { releaseCertificates, releaseOwnDocuments } from "@/lib/certificates/release/mutations";
import { getEventReport } from "@/lib/certificates/report/data";
import { numbersOf as reportNumbers } from "@/lib/certificates/report/rules";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { getDashboard } from "@/lib/organizing/dashboard/data";
import { listClosedEvents } from "@/lib/platform/data";
import { readResult, seedClosedAttempt, seedEnrolment } from "../../builders/attempts";
import {
  close,
  nothingToSay,
  readAudit,
  readCertificates,
  releasing,
  releasingOwn,
  seedAdmin,
  seedOrganizer,
  unsafeRelease,
} from "../../builders/certificates";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";
import { seedAttendance, seedSession } from "../../builders/sessions";

const seedCertified = (fields: Parameters<typeof seedEvent>[0] = {}): Promise<SeededEvent> =>
  seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate", ...fields });

const exception = (
  who: string,
  reason = "Was in hospital on the second day.",
): ClosingFields["exceptions"][number] => ({
  number: 1,
  who,
  reason,
});

async function look(event: SeededEvent) {
  const dossier = await getDossier(authorize(await seedAdmin(), "platform.administer", "platform"), event.id, "en");
  return { dossier, numbers: numbersOf(dossier.rows, dossier.certificateKind) };
}

const addressOf = async (personId: string): Promise<string> =>
  (await sql<{ address: string }>("SELECT address FROM mail_address WHERE person_id = $1", [personId]))[0]?.address ??
  "";

const why = "Decided in the meeting of 12 March.";

describe("the dossier that an organizer hands in", () => {
  it("keeps who signs, whose logo stands there and why, supervision and validity; documents say it", async () => {
    const event = await seedCertified({
      signatory: "The director",
      partners: { create: [{ name: "Academy", role: "content" }] },
    });
    const { actor } = await seedClosedAttempt({ event, right: 5 });
    await close(event, undefined, {
      partner: "Academy",
      partnerWhy: "Wrote the modules.",
      signatory: "The rector",
      signatoryWhy: "The director has left.",
      supervision: "on-site",
      validMonths: 24,
    });
    const admin = await seedAdmin();
    await releaseCertificates(await releasing(admin, event), "all");
    const [certificate] = await readCertificates(event.id);
    expect(certificate).toMatchObject({
      personId: actor.id,
      snapshot: {
        signatory: "The rector",
        partner: { name: "Academy", logoId: null },
        supervised: true,
        identityAssurance: "self-declared",
        score: "100\u00a0%",
        questions: 5,
        replaces: null,
      },
    });
    const { issuedOn, validUntil, releasedOn } = (certificate?.snapshot ?? {}) as Record<string, string>;
    expect(releasedOn).toBe(issuedOn);
    expect(validUntil?.slice(0, 4)).toBe(String(Number(issuedOn?.slice(0, 4)) + 2));
    const [stored] = await sql<{ validUntil: string }>(
      `SELECT valid_until::text AS "validUntil" FROM certificate WHERE event_id = $1`,
      [event.id],
    );
    expect(stored?.validUntil).toBe(validUntil);
  });

  it.each([
    { roles: ["funding"], refused: ["problem.dossier.partner-role"] },
    { roles: ["funding", "delivery"], refused: [] },
    { roles: [], refused: ["problem.dossier.partner-role"] },
  ])("a partner with $roles: $refused", async ({ roles, refused }) => {
    const event = await seedCertified({ partners: { create: roles.map((role) => ({ name: "Fund", role })) } });
    const permit = authorize(await seedOrganizer(event), "event.manage", event);
    const fields = { ...nothingToSay, partner: "Fund", partnerWhy: "It paid." };
    const read = await readClosing(permit, fields, null);
    expect("problems" in read ? read.problems.map(({ key }) => key) : []).toEqual(refused);
  });

  it("tells what is to mend, field by field", async () => {
    const event = await seedCertified();
    const person = await seedPerson({ fullName: "Ana María" });
    await seedEnrolment(person, event);
    const permit = authorize(await seedOrganizer(event), "event.manage", event);
    const read = await readClosing(
      permit,
      {
        ...nothingToSay,
        signatory: "Somebody",
        exceptions: [
          { number: 1, who: "Nobody at all", reason: "Ill." },
          { number: 2, who: "ana maria", reason: "" },
          { number: 3, who: await addressOf(person.id), reason: "Twice." },
        ],
      },
      { name: "logo.pdf", content: new TextEncoder().encode("%PDF-1.7") },
    );
    expect("problems" in read && read.problems).toEqual([
      { field: "logo", key: "problem.dossier.logo" },
      { field: "who1", key: "problem.dossier.nobody" },
      { field: "why2", key: "problem.dossier.reason" },
      { field: "who3", key: "problem.dossier.twice" },
      { field: "signatoryWhy", key: "problem.dossier.signatory-why" },
    ]);
  });

  it("is sent back with a reason, releases nothing meanwhile, and comes again; letters go both ways", async () => {
    const event = await seedCertified();
    await seedClosedAttempt({ event, right: 5 });
    const [organizer, colleague, admin] = [await seedOrganizer(event), await seedOrganizer(event), await seedAdmin()];
    await close(event, organizer);
    const permit = await releasing(admin, event);
    expect(await returnDossier(permit, why)).toEqual({ ok: true, value: null });
    expect(await returnDossier(permit, why)).toEqual({ ok: false, reason: "returned" });
    expect(await releaseCertificates(permit, "all")).toEqual({ ok: false, reason: "returned" });
    expect((await look(event)).dossier.returned).toMatchObject({ reason: why });
    expect(await readLetters(organizer.id)).toMatchObject([{ kind: "dossier-returned" }]);

    const managing = authorize(colleague, "event.manage", event);
    const read = await readClosing(managing, { ...nothingToSay, validMonths: 12 }, null);
    if (!("ready" in read)) throw new Error("the dossier was not taken");
    expect(await handIn(managing, "Amended.", read.ready)).toEqual({ ok: true, value: null });
    expect(await handIn(managing, "Amended.", read.ready), "a second click").toEqual({ ok: true, value: null });
    expect(await handIn(managing, "Again.", read.ready)).toEqual({ ok: false, reason: "not-returned" });
    const otherwise = { ...read.ready, validMonths: 24 };
    expect(await handIn(managing, "Amended.", otherwise)).toEqual({ ok: false, reason: "not-returned" });
    expect(await readLetters(admin.id)).toMatchObject([{ kind: "dossier-handed-in" }]);
    expect((await readAudit(colleague.id)).map(({ action }) => action)).toEqual(["event.hand-in"]);
    expect(await releaseCertificates(permit, "all")).toMatchObject({ ok: true });
  });

  it("who handed it in again does not release either, by the table and by the database", async () => {
    const event = await seedCertified();
    const { actor: holder } = await seedClosedAttempt({ event, right: 5 });
    await close(event);
    await returnDossier(await releasing(await seedAdmin(), event), why);
    const both = await seedAdmin([{ role: "organizer", organizationId: event.organizationId, eventId: null }]);
    const managing = authorize(both, "event.manage", event);
    const read = await readClosing(managing, nothingToSay, null);
    if ("ready" in read) await handIn(managing, "Amended.", read.ready);
    await unsafeSql(`UPDATE "grant" SET revoked_at = clock_timestamp() WHERE person_id = $1 AND role = 'organizer'`, [
      both.id,
    ]);
    const now = { ...both, grants: both.grants.filter(({ role }) => role === "admin") };
    await expect(releasing(now, event)).rejects.toMatchObject({ code: "not-found" });
    await expect(unsafeRelease({ event, holder, releaser: now })).rejects.toThrow(/closed, organizes, teaches or sits/);
  });
});

describe("what a person decides", () => {
  it("at exactly sixteen hours nobody is released before it is decided", async () => {
    const event = await seedCertified({ studyHours: 16 });
    const [one, two] = [await seedClosedAttempt({ event, right: 5 }), await seedClosedAttempt({ event, right: 5 })];
    await seedClosedAttempt({ event, right: 1 });
    await close(event);
    const admin = await seedAdmin();
    const permit = await releasing(admin, event);
    expect((await look(event)).numbers).toMatchObject({ eligible: 2, undecided: 2, waiting: 0 });
    expect(await releaseCertificates(permit, "all")).toEqual({ ok: false, reason: "undecided" });
    const decide = (people: readonly string[] | "all", verdict: "release" | "refuse") =>
      decideRelease(permit, { people, cause: "hours", verdict, reason: why });
    expect(await decide([one.actor.id], "refuse")).toEqual({ ok: true, value: { decided: 1 } });
    expect(await decide("all", "release")).toEqual({ ok: true, value: { decided: 1 } });
    expect(await decide("all", "release")).toEqual({ ok: false, reason: "nothing-to-decide" });
    expect((await readAudit(admin.id)).map(({ action }) => action)).toEqual([
      "certificate.decide",
      "certificate.decide",
    ]);
    await releaseCertificates(permit, "all");
    expect((await readCertificates(event.id)).map(({ personId }) => personId)).toEqual([two.actor.id]);
    // It may be thought over, as long as nothing was given.
    expect(await decide([one.actor.id], "release")).toEqual({ ok: true, value: { decided: 1 } });
    await releaseCertificates(permit, "all");
    expect(await readCertificates(event.id)).toHaveLength(2);
    expect(await decide([one.actor.id], "refuse")).toEqual({ ok: false, reason: "nothing-to-decide" });
  });

  it("an exception excuses attendance, and never a score (S21)", async () => {
    const event = await seedCertified({ attendancePercent: 80 });
    const session = await seedSession(event);
    const [absent, failed] = [
      await seedClosedAttempt({ event, right: 5 }),
      await seedClosedAttempt({ event, right: 1 }),
    ];
    await seedAttendance(absent.enrolment, [[session, "absent"]]);
    await seedAttendance(failed.enrolment, [[session, "present"]]);
    await close(event, undefined, {
      exceptions: [
        exception(await addressOf(absent.actor.id)),
        { ...exception(await addressOf(failed.actor.id)), number: 2 },
      ],
    });
    const permit = await releasing(await seedAdmin(), event);
    expect(await decideRelease(permit, { people: "all", cause: "exception", verdict: "release", reason: why })).toEqual(
      { ok: true, value: { decided: 1 } },
    );
    await releaseCertificates(permit, [absent.actor.id, failed.actor.id]);
    expect((await readCertificates(event.id)).map(({ personId }) => personId)).toEqual([absent.actor.id]);
  });

  it("a certificate that fell is kept by a decision, or revoked on its own page (F16)", async () => {
    const event = await seedCertified();
    const { actor: holder } = await seedClosedAttempt({ event, right: 1 });
    await close(event);
    const admin = await seedAdmin();
    await unsafeRelease({ event, holder, releaser: admin });
    const permit = await releasing(await seedAdmin(), event);
    const decide = (verdict: "release" | "refuse") =>
      decideRelease(permit, { people: [holder.id], cause: "fallen", verdict, reason: why });
    expect((await look(event)).dossier.fallen).toHaveLength(1);
    expect(await decide("refuse")).toEqual({ ok: false, reason: "revoke-instead" });
    expect(await decide("release")).toEqual({ ok: true, value: { decided: 1 } });
    expect((await look(event)).dossier.fallen).toHaveLength(0);
    expect(await readCertificates(event.id)).toHaveLength(1);
  });

  it("who passes after a regrade waits for the next release (F16)", async () => {
    const event = await seedCertified();
    await seedClosedAttempt({ event, right: 5 });
    const later = await seedClosedAttempt({ event, right: 3, wrong: 2 });
    await close(event);
    const permit = await releasing(await seedAdmin(), event);
    await releaseCertificates(permit, "all");
    await unsafeSql("UPDATE mark SET earned_numerator = 5, earned_denominator = 1 WHERE attempt_id = $1", [
      later.attemptId,
    ]);
    expect((await look(event)).numbers).toMatchObject({ eligible: 2, released: 1, waiting: 1 });
    expect(await releaseCertificates(permit, "all")).toMatchObject({ ok: true, value: { released: 1 } });
  });

  it("is never about oneself, by the database", async () => {
    const event = await seedCertified();
    const admin = await seedAdmin();
    await expect(
      sql(
        `INSERT INTO release_decision (event_id, person_id, cause, verdict, reason, decided_by_id) VALUES ($1, $2, 'hours', 'release', 'x', $2)`,
        [event.id, admin.id],
      ),
    ).rejects.toThrow(/release_decision_not_own_check/);
  });
});

describe("what an organization gives in its own name", () => {
  it("is released by another of its organizers, and never by who closed it", async () => {
    const event = await seedCertified({ certificateKind: "organization-certificate" });
    await seedClosedAttempt({ event, right: 5 });
    const [closer, colleague] = [await seedOrganizer(event), await seedOrganizer(event)];
    await close(event, closer);
    await expect(releasingOwn(closer, event)).rejects.toMatchObject({ code: "not-found" });
    await expect(releasing(colleague, event)).rejects.toMatchObject({ code: "not-found" });
    expect(await releaseOwnDocuments(await releasingOwn(colleague, event), "all")).toMatchObject({
      ok: true,
      value: { released: 1 },
    });
    const [certificate] = await readCertificates(event.id);
    expect(certificate?.releasedById).toBe(colleague.id);
    expect(certificate?.snapshot.issuer).toContain("CERT");
  });

  it("what ITU gives is not an organizer's to release, nor to decide", async () => {
    const event = await seedCertified({ studyHours: 16 });
    const { actor: holder } = await seedClosedAttempt({ event, right: 5 });
    await close(event);
    const colleague = await seedOrganizer(event);
    const permit = await releasingOwn(colleague, event);
    expect(await releaseOwnDocuments(permit, "all")).toEqual({ ok: false, reason: "not-own" });
    const choice = { people: "all", cause: "hours", verdict: "release", reason: why } as const;
    expect(await decideOwnRelease(permit, choice)).toEqual({ ok: false, reason: "not-own" });
    await expect(unsafeRelease({ event, holder, releaser: colleague })).rejects.toThrow(/organizes/);
  });

  it("an attendance letter goes to who was there and is not given the certificate", async () => {
    const event = await seedCertified({ attendancePercent: 50, validMonths: 12 });
    const session = await seedSession(event);
    const [passed, failed, absent] = [
      await seedClosedAttempt({ event, right: 5 }),
      await seedClosedAttempt({ event, right: 1 }),
      await seedClosedAttempt({ event, right: 1 }),
    ];
    await seedAttendance(passed.enrolment, [[session, "present"]]);
    await seedAttendance(failed.enrolment, [[session, "present"]]);
    await seedAttendance(absent.enrolment, [[session, "absent"]]);
    await close(event);
    expect((await look(event)).numbers.letters).toBe(1);
    const permit = await releasing(await seedAdmin(), event);
    await releaseCertificates(permit, "all", { letters: true });
    await releaseCertificates(permit, "all");
    const given = await readCertificates(event.id);
    expect(given.map(({ personId, kind }) => [personId, kind])).toEqual([
      [failed.actor.id, "attendance-letter"],
      [passed.actor.id, "itu-certificate"],
    ]);
    expect(given[0]?.snapshot).toMatchObject({ questions: 0, score: null, supervised: null, validUntil: null });
    expect((await readLetters(failed.actor.id)).map(({ kind }) => kind)).toContain("attendance-letter-released");
    expect(await releaseCertificates(permit, "all", { letters: true })).toEqual({
      ok: false,
      reason: "already-released",
    });
  });
});

describe("one number everywhere", () => {
  it("dashboard, report, release page, the admin's list and the results agree", async () => {
    const event = await seedCertified({ studyHours: 20 });
    const sittings = [5, 4, 3, 0].map((right) => seedClosedAttempt({ event, right, wrong: 5 - right }));
    const sat = await Promise.all(sittings);
    await seedEnrolment(await seedPerson(), event);
    const organizer = await seedOrganizer(event);
    await close(event, organizer);
    const managing = authorize(organizer, "event.manage", event);
    const administering = authorize(await seedAdmin(), "platform.administer", "platform");
    const [dashboard, report, { numbers }, closed, results] = [
      await getDashboard(managing, "en"),
      found(await getEventReport(managing, "en"), "report"),
      await look(event),
      await listClosedEvents(administering, "en"),
      await Promise.all(sat.map(({ actor, attemptId }) => readResult(actor, attemptId))),
    ];
    const listed = closed.find(({ slug }) => slug === event.slug);
    expect([
      dashboard.numbers.passed,
      reportNumbers(report).eligible,
      numbers.eligible,
      listed?.eligible,
      results.filter((result) => result?.passed).length,
    ]).toEqual([2, 2, 2, 2, 2]);
    expect([numbers.waiting, listed?.waiting]).toEqual([2, 2]);
    expect([dashboard.numbers.joined, reportNumbers(report).participants, numbers.participants]).toEqual([5, 5, 5]);
  });
});

it("nobody who is not there may have a permit (S21)", async () => {
  const event = await seedCertified();
  await close(event);
  const learner = await seedPerson();
  const subject = found(await getReleaseSubject(event.slug, learner), "closed event");
  for (const action of ["certificate.release", "certificate.release-own"] as const)
    expect(() => authorize(learner, action, subject)).toThrow();
});
