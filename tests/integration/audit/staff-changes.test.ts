import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { announce } from "@/lib/admission/announcements/mutations";
import { saveRubric } from "@/lib/admission/applications/mutations";
import { planImport } from "@/lib/admission/imports/data";
import { applyImport } from "@/lib/admission/imports/mutations";
import { invite, withdrawInvitation } from "@/lib/admission/invitations/mutations";
import {
  decideNomination,
  sendDecisions as sendNominations,
  takeBackOffer,
} from "@/lib/admission/nominations/mutations";
import { decideApplications, scoreApplication, sendDecisions } from "@/lib/admission/selection/mutations";
import { readClosing } from "@/lib/certificates/closing/data";
import { getCorrectionSubject } from "@/lib/certificates/correction/data";
import { correctCertificate } from "@/lib/certificates/correction/mutations";
import { getWholeCertificate } from "@/lib/certificates/data";
import { decideRelease, handIn, returnDossier } from "@/lib/certificates/dossier/mutations";
import { revokeCertificate } from "@/lib/certificates/mutations";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { isMessageKey } from "@/lib/content/messages";
import { db, sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { listReviewed } from "@/lib/library/sources/data";
import { recordReading } from "@/lib/library/sources/mutations";
import { cloneEvent } from "@/lib/organizing/clone/mutations";
import { settingsOf, settingsSelect } from "@/lib/organizing/data";
import { archiveEvent, cancelEvent, passReview, returnEvent } from "@/lib/organizing/lifecycle/mutations";
import { closeEvent, createEvent, editEvent, publishEvent, sendToReview } from "@/lib/organizing/mutations";
import { savePrerequisites } from "@/lib/organizing/prerequisites/mutations";
import { retryLetters } from "@/lib/platform/letters/mutations";
import { createOrganization, editOrganization, giveGrant, revokeGrant } from "@/lib/platform/mutations";
import { stampOf } from "@/lib/platform/rules";
import { recordAttendance } from "@/lib/sessions/attendance/mutations";
import { addFile, cancelSession, deleteSession, removeStaff, saveSession, saveStaff } from "@/lib/sessions/mutations";
import { digestOf } from "@/lib/sessions/rules";
import { buildNominee, inviteOne, nominateAs, seedFocalPoint } from "../../builders/admissions";
import { handling, rubric, seedApplicant, seedReviewer, seedSelectingEvent } from "../../builders/applications";
import { seedClosedAttempt, seedEnrolment } from "../../builders/attempts";
import {
  close,
  nothingToSay,
  readAudit,
  readCertificates,
  releasing,
  seedAdmin,
  seedAttended,
  seedOrganizer,
} from "../../builders/certificates";
import { fingerprint } from "../../builders/content";
import { seedEvent, seedOrganization, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { seedPerson } from "../../builders/people";
import { hoursFromNow, seedSession } from "../../builders/sessions";

afterEach(recover);

type Change = { readonly actor: Actor; readonly run: () => Promise<unknown> };

const settingsOfEvent = async (id: string) =>
  settingsOf(await db.event.findUniqueOrThrow({ where: { id }, select: settingsSelect }), "en");

async function organizing(fields: Parameters<typeof seedEvent>[0] = {}) {
  const event = await seedEvent({ blueprint: smallBlueprint, ...fields });
  const actor = await seedOrganizer(event);
  return { event, actor, permit: authorize(actor, "event.manage", event) };
}

async function seedReleasable() {
  const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-badge" });
  await seedClosedAttempt({ event, right: 5 });
  await close(event);
  const actor = await seedAdmin();
  return { event, actor, permit: await releasing(actor, event) };
}

const organizationSettings = {
  name: "Office of Tests",
  shortName: "OT",
  description: "Makes records for tests.",
  contact: "tests@test.example.org",
  reviewRequired: false,
};

const judgement = {
  revision: 1,
  checklist: { objectives: true, "study-hours": true, assessment: true, presence: true, partners: true },
  notes: "",
};

const newSession = {
  startsAt: hoursFromNow(24),
  endsAt: hoursFromNow(25),
  layers: { en: { title: "Opening", description: "" } },
  room: null,
  link: null,
};
const newStaff = {
  id: null,
  kind: "lecturer",
  fullName: null,
  layers: { en: { role: "Adviser", biography: "" } },
  place: null,
} as const;
const newFile = {
  sessionId: null,
  kind: "document",
  title: "Concept note",
  audience: "public",
  content: { name: "note.pdf", content: new TextEncoder().encode("%PDF-1.7") },
} as const;

/** Every change that staff can make so far; each is prepared, and then one call away. */
const changes: Readonly<Record<string, () => Promise<Change>>> = {
  "event.create": async () => {
    const { event, actor } = await organizing();
    const { courseId } = await db.event.findUniqueOrThrow({ where: { id: event.id }, select: { courseId: true } });
    const settings = await settingsOfEvent(event.id);
    return {
      actor,
      run: () => createEvent(authorize(actor, "event.create", event), { id: crypto.randomUUID(), courseId, settings }),
    };
  },
  "event.edit": async () => {
    const { event, actor, permit } = await organizing();
    const settings = await settingsOfEvent(event.id);
    return { actor, run: () => editEvent(permit, 1, { ...settings, place: "Port Louis", seats: 12 }) };
  },
  "event.send-to-review": async () => {
    const { actor, permit } = await organizing({ state: "draft" });
    return { actor, run: () => sendToReview(permit, 1) };
  },
  "event.publish": async () => {
    const { actor, permit } = await organizing({ state: "draft" });
    return { actor, run: () => publishEvent(permit, 1) };
  },
  "event.pass-review": async () => {
    const { event, permit } = await organizing({ state: "draft" });
    await sendToReview(permit, 1);
    const actor = await seedOrganizer(event);
    return { actor, run: () => passReview(authorize(actor, "event.review", event), judgement) };
  },
  "event.return": async () => {
    const { event, permit } = await organizing({ state: "draft" });
    await sendToReview(permit, 1);
    const actor = await seedOrganizer(event);
    return {
      actor,
      run: () => returnEvent(authorize(actor, "event.review", event), { ...judgement, notes: "Name the host." }),
    };
  },
  "event.cancel": async () => {
    const { event, actor, permit } = await organizing();
    await seedEnrolment(await seedPerson(), event);
    return { actor, run: () => cancelEvent(permit, "The host withdrew.") };
  },
  "event.archive": async () => {
    const { event, actor, permit } = await organizing();
    await close(event);
    return { actor, run: () => archiveEvent(permit) };
  },
  "event.clone": async () => {
    const { actor, permit } = await organizing();
    const next = { id: crypto.randomUUID(), titles: {}, reference: "T/2" };
    return { actor, run: () => cloneEvent(permit, next) };
  },
  "course.prerequisites": async () => {
    const { event, actor } = await organizing();
    const courses = await db.course.findMany({ orderBy: { slug: "asc" }, select: { id: true, slug: true } });
    const { courseId } = await db.event.findUniqueOrThrow({ where: { id: event.id }, select: { courseId: true } });
    const earlier = courses.find(({ id }) => id !== courseId);
    await db.coursePrerequisite.deleteMany({});
    return {
      actor,
      run: () =>
        savePrerequisites(authorize(actor, "event.create", event), courseId, [
          { slug: earlier?.slug ?? "", kind: "required" },
        ]),
    };
  },
  "source.check": async () => {
    const { actor } = await organizing();
    const permit = authorize(actor, "source.check", { id: "A/70/174" });
    const today = new Date().toISOString().slice(0, 10);
    const rows = await listReviewed(permit, "en", "A/70/174");
    await sql("UPDATE citation SET checked_on = NULL WHERE symbol = 'A/70/174'");
    const citationIds = rows.slice(0, 1).map(({ citationId }) => citationId);
    return { actor, run: () => recordReading(permit, { citationIds, day: today, today }) };
  },
  "session.add": async () => {
    const { actor, permit } = await organizing();
    return { actor, run: () => saveSession(permit, { ...newSession, id: null, shown: "" }) };
  },
  "session.edit": async () => {
    const { event, actor, permit } = await organizing();
    const { id } = await seedSession(event, { ...newSession, layers: newSession.layers });
    const shown = digestOf({ ...newSession, id });
    return { actor, run: () => saveSession(permit, { ...newSession, id, shown, room: "Room 9" }) };
  },
  "session.cancel": async () => {
    const { event, actor, permit } = await organizing();
    const { id } = await seedSession(event);
    await seedEnrolment(await seedPerson(), event);
    return { actor, run: () => cancelSession(permit, id) };
  },
  "session.delete": async () => {
    const { event, actor, permit } = await organizing({ state: "draft" });
    const { id } = await seedSession(event);
    return { actor, run: () => deleteSession(permit, id) };
  },
  "staff.add": async () => {
    const { actor, permit } = await organizing();
    return { actor, run: () => saveStaff(permit, newStaff) };
  },
  "staff.remove": async () => {
    const { event, actor, permit } = await organizing();
    const { kind, layers } = newStaff;
    const row = { eventId: event.id, kind, layers, position: 1 };
    const { id } = await db.eventStaff.create({ data: row, select: { id: true } });
    return { actor, run: () => removeStaff(permit, id) };
  },
  "file.add": async () => {
    const { actor, permit } = await organizing();
    return { actor, run: () => addFile(permit, newFile) };
  },
  "attendance.record": async () => {
    const { event, actor } = await organizing();
    const { id } = await seedSession(event);
    const { id: enrolmentId } = await seedEnrolment(await seedPerson(), event);
    const said = { enrolmentId, state: "present", saidAt: new Date() } as const;
    return { actor, run: () => recordAttendance(authorize(actor, "attendance.record", event), id, said) };
  },
  "event.close": async () => {
    const { actor, permit } = await organizing();
    return { actor, run: () => closeEvent(permit, "Everything went as planned.") };
  },
  "certificate.release": async () => {
    const { actor, permit } = await seedReleasable();
    return { actor, run: () => releaseCertificates(permit, "all") };
  },
  "certificate.release-begin": async () => {
    const event = await seedEvent({
      certificateKind: "organization-certificate",
      attendancePercent: 50,
      components: {},
    });
    await seedAttended(event, 51);
    await close(event);
    const actor = await seedAdmin();
    const permit = await releasing(actor, event);
    return { actor, run: () => releaseCertificates(permit, "all") };
  },
  "certificate.decide": async () => {
    const { event, actor, permit } = await seedReleasable();
    await sql("UPDATE event SET certificate_kind = 'itu-certificate', study_hours = 16 WHERE id = $1", [event.id]);
    const choice = { people: "all", cause: "hours", verdict: "release", reason: "Decided in the meeting." } as const;
    return { actor, run: () => decideRelease(permit, choice) };
  },
  "certificate.correct": async () => {
    const { event, permit } = await seedReleasable();
    await releaseCertificates(permit, "all");
    const [{ code } = { code: "" }] = await readCertificates(event.id);
    const actor = await seedAdmin();
    const subject = found(await getCorrectionSubject(code, actor), "certificate");
    const name = { holderName: "Ana Correct", nativeName: null, reason: "The passport says so." };
    return {
      actor,
      run: () => correctCertificate(authorize(actor, "certificate.correct", subject), code, name),
    };
  },
  "event.return-dossier": async () => {
    const { actor, permit } = await seedReleasable();
    return { actor, run: () => returnDossier(permit, "The report says nothing of attendance.") };
  },
  "event.hand-in": async () => {
    const { event, permit } = await seedReleasable();
    await returnDossier(permit, "The report says nothing of attendance.");
    const actor = await seedOrganizer(event);
    const managing = authorize(actor, "event.manage", event);
    const read = await readClosing(managing, nothingToSay, null);
    if (!("ready" in read)) throw new Error("the dossier was not taken");
    return { actor, run: () => handIn(managing, "Amended.", read.ready) };
  },
  "certificate.revoke": async () => {
    const { event, permit } = await seedReleasable();
    await releaseCertificates(permit, "all");
    const [{ code } = { code: "" }] = await readCertificates(event.id);
    const actor = await seedAdmin();
    const revoking = authorize(actor, "certificate.revoke", found(await getWholeCertificate(code), "certificate"));
    return { actor, run: () => revokeCertificate(revoking, "holder-request", "Asked for by the holder.") };
  },
  "event.announce": async () => {
    const { event, actor, permit } = await organizing();
    const person = await seedPerson();
    await db.enrolment.create({
      data: { eventId: event.id, personId: person.id, state: "enrolled" },
      select: { id: true },
    });
    const announcement = {
      id: crypto.randomUUID(),
      audience: [],
      language: "en",
      subject: "Room",
      body: "Four.",
    } as const;
    return { actor, run: () => announce(permit, { ...announcement, audience: [] }) };
  },
  "letters.retry": async () => {
    const actor = await seedAdmin();
    const address = `${crypto.randomUUID()}@test.example.org`;
    await db.letter.create({
      data: { address, kind: "enrolled", language: "en", subject: "Seat", body: "Yours.", state: "undeliverable" },
      select: { id: true },
    });
    return { actor, run: () => retryLetters(authorize(actor, "platform.administer", "platform"), address) };
  },
  "event.rubric": async () => {
    const event = await seedSelectingEvent();
    const actor = await seedOrganizer(event);
    return { actor, run: () => saveRubric(authorize(actor, "event.manage", event), 1, rubric.criteria, 3) };
  },
  "application.score": async () => {
    const event = await seedSelectingEvent();
    const actor = await seedReviewer(event);
    const permit = await handling(actor, "application.review", await seedApplicant(event), event);
    return { actor, run: () => scoreApplication(permit, { "score-k1": "1", "score-k2": "2" }, "Read.") };
  },
  "application.send": async () => {
    const event = await seedSelectingEvent();
    const [actor, applicant] = [await seedOrganizer(event), await seedApplicant(event)];
    const permit = await handling(actor, "application.decide", applicant, event);
    await decideApplications([permit], "accepted", "Fits.");
    return { actor, run: () => sendDecisions(authorize(actor, "event.manage", event)) };
  },
  "invitation.send": async () => {
    const { actor, permit } = await organizing();
    const invitees = [{ address: "invited@test.example.org", fullName: null }];
    return { actor, run: () => invite(permit, { invitees, language: "en", days: 14 }) };
  },
  "invitation.withdraw": async () => {
    const { event, actor, permit } = await organizing();
    await inviteOne(actor, event, "invited@test.example.org");
    const { id } = await db.invitation.findFirstOrThrow({ where: { eventId: event.id }, select: { id: true } });
    return { actor, run: () => withdrawInvitation(permit, id) };
  },
  "nomination.send": async () => {
    const { event, actor, permit } = await organizing({ admission: "nomination" });
    const [id = ""] = await nominateAs(await seedFocalPoint(event), event, [await buildNominee()]);
    await decideNomination(permit, id, { decision: "selected", reason: "" });
    return { actor, run: () => sendNominations(permit, 14) };
  },
  "nomination.take-back": async () => {
    const { event, actor, permit } = await organizing({ admission: "nomination" });
    const [id = ""] = await nominateAs(await seedFocalPoint(event), event, [await buildNominee()]);
    await decideNomination(permit, id, { decision: "selected", reason: "" });
    await sendNominations(permit, 14);
    return { actor, run: () => takeBackOffer(permit, id) };
  },
  "import.apply": async () => {
    const { event, actor, permit } = await organizing();
    const brought = { kind: "participants", text: "address\nbrought@test.example.org", language: "en" } as const;
    const report = await db.$transaction((tx) => planImport(tx, event.id, brought));
    const digest = report.ok ? report.plan.digest : "";
    return { actor, run: () => applyImport(permit, { ...brought, digest, leaveOut: false, days: 14 }) };
  },
  "organization.create": async () => {
    const actor = await seedAdmin();
    return {
      actor,
      run: () =>
        createOrganization(authorize(actor, "platform.administer", "platform"), {
          id: crypto.randomUUID(),
          settings: organizationSettings,
        }),
    };
  },
  "organization.edit": async () => {
    const [actor, { slug }] = [await seedAdmin(), await seedOrganization()];
    return {
      actor,
      run: () =>
        editOrganization(authorize(actor, "platform.administer", "platform"), slug, stampOf(organizationSettings), {
          ...organizationSettings,
          name: "Bureau of Tests",
        }),
    };
  },
  "grant.give": async () => {
    const [actor, person, { slug }] = [await seedAdmin(), await seedPerson(), await seedOrganization()];
    const [{ address } = { address: "" }] = await sql<{ address: string }>(
      "SELECT address FROM mail_address WHERE person_id = $1",
      [person.id],
    );
    return {
      actor,
      run: () =>
        giveGrant(authorize(actor, "platform.administer", "platform"), {
          email: address,
          role: "organizer",
          organization: slug,
        }),
    };
  },
  "grant.revoke": async () => {
    const [actor, other] = [await seedAdmin(), await seedAdmin()];
    const [{ id } = { id: "" }] = await sql<{ id: string }>(`SELECT id FROM "grant" WHERE person_id = $1`, [other.id]);
    return { actor, run: () => revokeGrant(authorize(actor, "platform.administer", "platform"), id) };
  },
};

describe("law 11: whatever staff change leaves an audit row in the same transaction", () => {
  it("whose action has words for people", () => {
    expect(Object.keys(changes).filter((action) => !isMessageKey(`audit.${action}`))).toEqual([]);
  });

  it.each(Object.entries(changes))(
    "%s is recorded once, and not again when it is repeated",
    async (action, prepare) => {
      const { actor, run } = await prepare();
      const before = (await readAudit(actor.id)).length;
      expect(await run()).not.toMatchObject({ ok: false });
      const rows = (await readAudit(actor.id)).slice(before);
      expect(rows.map((row) => row.action)).toEqual([action]);
      if (action === "event.create" || action === "organization.create") return;
      await run();
      expect(await readAudit(actor.id)).toHaveLength(before + 1);
    },
  );

  it.each(
    Object.entries(changes).flatMap(([action, prepare]) => moments.map((moment) => [action, moment, prepare] as const)),
  )("%s that cannot be recorded, failing %s, is not made at all", async (_, moment, prepare) => {
    const { run } = await prepare();
    const before = await fingerprint();
    await failInserts("audit_event", moment);
    await expect(run()).rejects.toThrow();
    await recover();
    expect(await fingerprint()).toEqual(before);
    expect(await run()).not.toMatchObject({ ok: false });
  });
});
