import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { parseCode } from "@/lib/certificates/code";
import { getWholeCertificate } from "@/lib/certificates/data";
import { getReleaseSubject } from "@/lib/certificates/dossier/data";
import { revokeCertificate } from "@/lib/certificates/mutations";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { verifyCode } from "@/lib/certificates/verification/open";
import { found } from "@/lib/errors";
import {
  answer,
  readAttempts,
  type Sitting,
  seedClosedAttempt,
  seedEnrolment,
  start,
  submit,
} from "../../builders/attempts";
import { close, readAudit, readCertificates, releasing, seedAdmin } from "../../builders/certificates";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

afterEach(recover);

/** An event of five questions with an ITU certificate: four right answers pass. */
const seedCertified = (fields: Parameters<typeof seedEvent>[0] = {}): Promise<SeededEvent> =>
  seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate", ...fields });

const pass = (event: SeededEvent): Promise<Sitting> => seedClosedAttempt({ event, right: 4, wrong: 1 });
const askByCode = async (code: string) => {
  const answer = await verifyCode(code, { actor: null, share: null, name: null, network: "192.0.2.7" });
  return answer.ok && answer.value.kind === "certificate" ? answer.value.certificate : null;
};
const certificateLetters = async ({ id }: Actor): Promise<string[]> =>
  (await readLetters(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith("certificate"));

describe("law 9: a certificate is released by a second person, once", () => {
  it("whoever passed gets one, with a letter and an audit row; whoever did not gets none", async () => {
    const event = await seedCertified();
    const [passed, failed, absent] = [
      await pass(event),
      await seedClosedAttempt({ event, right: 3, wrong: 2 }),
      await seedPerson(),
    ];
    await seedEnrolment(absent, event);
    await close(event);
    const admin = await seedAdmin();
    expect(await releaseCertificates(await releasing(admin, event), "all")).toMatchObject({
      ok: true,
      value: { released: 1 },
    });

    const [certificate, ...others] = await readCertificates(event.id);
    expect(others).toEqual([]);
    expect(certificate).toMatchObject({
      personId: passed.actor.id,
      releasedById: admin.id,
      state: "valid",
      kind: "itu-certificate",
      snapshot: { holderName: passed.actor.fullName, leastPoints: 4, possiblePoints: 5 },
    });
    expect(parseCode(certificate?.code ?? "")).toBe(certificate?.code);
    expect(await readAudit(admin.id)).toMatchObject([{ action: "certificate.release", subjectId: certificate?.code }]);
    expect(await certificateLetters(passed.actor)).toEqual(["certificate-released"]);
    expect(await certificateLetters(failed.actor)).toEqual([]);
  });

  it("exactly 70 % earns none, one point more does", async () => {
    const event = await seedCertified({ blueprint: { ...smallBlueprint, questions: 10 } });
    await seedClosedAttempt({ event, right: 7, wrong: 3 });
    const more = await seedClosedAttempt({ event, right: 8, wrong: 2 });
    await close(event);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    expect((await readCertificates(event.id)).map(({ personId }) => personId)).toEqual([more.actor.id]);
  });

  it("the highest of several attempts counts, a voided one never", async () => {
    const event = await seedCertified({ attemptsAllowed: 2 });
    const again = async (sitting: Sitting, right: number): Promise<void> => {
      const started = await start(sitting.actor, sitting.enrolment);
      if (!started.ok) throw new Error(started.reason);
      await answer({ ...sitting, attemptId: started.value.attemptId }, { right });
      await submit(sitting.actor, started.value.attemptId);
    };
    const better = await seedClosedAttempt({ event, right: 1 });
    await again(better, 5);
    const worse = await seedClosedAttempt({ event, right: 5 });
    await again(worse, 1);
    const voided = await seedClosedAttempt({ event, right: 5 });
    await again(voided, 1);
    const [first] = await readAttempts(event.id, voided.actor.id);
    await unsafeSql("UPDATE attempt SET state = 'voided' WHERE id = $1", [first?.id]);
    await close(event);
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    expect(new Set((await readCertificates(event.id)).map(({ personId }) => personId))).toEqual(
      new Set([better.actor.id, worse.actor.id]),
    );
  });

  it("two admins who release at once make one certificate, one letter and one audit row for each person (F21)", async () => {
    const event = await seedCertified();
    const sittings = [await pass(event), await pass(event), await pass(event)];
    await close(event);
    const [one, two] = [await seedAdmin(), await seedAdmin()];
    const permits = [await releasing(one, event), await releasing(two, event)];
    const results = await Promise.all(permits.map((permit) => releaseCertificates(permit, "all")));
    expect(results.map((result) => (result.ok ? result.value.released : result.reason)).sort()).toEqual([
      3,
      "already-released",
    ]);
    expect(await readCertificates(event.id)).toHaveLength(3);
    for (const { actor } of sittings) expect(await certificateLetters(actor)).toEqual(["certificate-released"]);
    expect([...(await readAudit(one.id)), ...(await readAudit(two.id))]).toHaveLength(3);
  });

  it("only those named are released, and who is not eligible is not by being named", async () => {
    const event = await seedCertified();
    const [named, unnamed, failed] = [
      await pass(event),
      await pass(event),
      await seedClosedAttempt({ event, right: 0 }),
    ];
    await close(event);
    await releaseCertificates(await releasing(await seedAdmin(), event), [named.actor.id, failed.actor.id]);
    expect((await readCertificates(event.id)).map(({ personId }) => personId)).toEqual([named.actor.id]);
    expect(await certificateLetters(unnamed.actor)).toEqual([]);
  });

  it("an event that is not closed has nothing to release", async () => {
    const event = await seedCertified();
    await pass(event);
    expect(await getReleaseSubject(event.slug, await seedAdmin())).toBeNull();
  });

  const interested: readonly (readonly [string, (event: SeededEvent) => Promise<Actor>])[] = [
    ["a learner", () => seedPerson()],
    [
      "an organizer of the event",
      (event) => seedAdmin([{ role: "organizer", organizationId: event.organizationId, eventId: null }]),
    ],
    [
      "an instructor of the event",
      (event) => seedAdmin([{ role: "instructor", organizationId: null, eventId: event.id }]),
    ],
    [
      "an admin who sits it",
      async (event) => {
        const admin = await seedAdmin();
        await seedEnrolment(admin, event);
        return admin;
      },
    ],
  ];
  it.each(interested)("%s is answered as if there were no such event (S21)", async (_, seedReleaser) => {
    const event = await seedCertified();
    await pass(event);
    const releaser = await seedReleaser(event);
    await close(event);
    await expect(releasing(releaser, event)).rejects.toMatchObject({ name: "AppError", code: "not-found" });
  });

  it("who closed it cannot release it, also as an admin whose organizing is over", async () => {
    const event = await seedCertified();
    await pass(event);
    const both = await seedAdmin([{ role: "organizer", organizationId: event.organizationId, eventId: null }]);
    await close(event, both);
    await unsafeSql(`UPDATE "grant" SET revoked_at = clock_timestamp() WHERE person_id = $1 AND role = 'organizer'`, [
      both.id,
    ]);
    const now = { ...both, grants: both.grants.filter(({ role }) => role === "admin") };
    await expect(releasing(now, event)).rejects.toMatchObject({ code: "not-found" });
  });

  it("a permit that was right a moment ago releases nothing once its holder organizes the event", async () => {
    const event = await seedCertified();
    await pass(event);
    await close(event);
    const admin = await seedAdmin();
    const permit = await releasing(admin, event);
    await unsafeSql(`INSERT INTO "grant" (person_id, role, organization_id) VALUES ($1, 'organizer', $2)`, [
      admin.id,
      event.organizationId,
    ]);
    expect(await releaseCertificates(permit, "all")).toEqual({ ok: false, reason: "interested" });
    expect(await readCertificates(event.id)).toEqual([]);
  });

  it.each(moments)(
    "a release whose letter fails %s leaves no certificate and no audit row, and can be repeated (law 12)",
    async (moment) => {
      const event = await seedCertified();
      await pass(event);
      await close(event);
      const admin = await seedAdmin();
      const permit = await releasing(admin, event);
      await failInserts("letter", moment);
      await expect(releaseCertificates(permit, "all")).rejects.toThrow();
      expect([await readCertificates(event.id), await readAudit(admin.id)]).toEqual([[], []]);
      await recover();
      expect(await releaseCertificates(permit, "all")).toMatchObject({ ok: true, value: { released: 1 } });
    },
  );

  it("a release that fails at its commit leaves no letter and no audit row (law 12)", async () => {
    const event = await seedCertified();
    const { actor } = await pass(event);
    await close(event);
    const admin = await seedAdmin();
    const permit = await releasing(admin, event);
    await failInserts("certificate", "at the commit");
    await expect(releaseCertificates(permit, "all")).rejects.toThrow();
    expect([await certificateLetters(actor), await readAudit(admin.id)]).toEqual([[], []]);
  });
});

describe("revoking (F19)", () => {
  async function seedCertificate() {
    const event = await seedCertified();
    const sitting = await pass(event);
    await close(event);
    const admin = await seedAdmin();
    await releaseCertificates(await releasing(admin, event), "all");
    const [{ code } = { code: "" }] = await readCertificates(event.id);
    return { event, sitting, admin, code, certificate: found(await getWholeCertificate(code), "certificate") };
  }

  it("shows at once to whoever has the code, with its class and never the name or the reason", async () => {
    const { admin, code, certificate, sitting } = await seedCertificate();
    const before = await askByCode(code);
    expect(before).toMatchObject({ state: "valid", revokedAt: null });
    expect(
      await revokeCertificate(
        authorize(admin, "certificate.revoke", certificate),
        "misconduct",
        "Somebody else sat the exam.",
      ),
    ).toEqual({ ok: true, value: null });
    const after = await askByCode(code);
    expect(after).toMatchObject({ state: "revoked", revocationClass: "misconduct", revokedAt: expect.any(Date) });
    for (const told of [before, after]) {
      expect(JSON.stringify(told)).not.toContain(sitting.actor.fullName);
      expect(JSON.stringify(told)).not.toContain(sitting.actor.id);
      expect(JSON.stringify(told)).not.toContain("Somebody else");
    }
    expect(await certificateLetters(sitting.actor)).toEqual(["certificate-released", "certificate-revoked"]);
    // Whoever was told of it finds in the same letter where to appeal.
    const [letter] = (await readLetters(sitting.actor.id)).filter(({ kind }) => kind === "certificate-revoked");
    expect(letter?.body).toContain("Somebody else sat the exam.");
    expect(letter?.body).toContain(`/account/certificates#${code}`);
    expect((await readAudit(admin.id)).map(({ action }) => action)).toEqual([
      "certificate.release",
      "certificate.revoke",
    ]);
  });

  it("happens once, however many ask for it at once", async () => {
    const { admin, certificate, sitting } = await seedCertificate();
    const permit = authorize(admin, "certificate.revoke", certificate);
    const results = await Promise.all(
      Array.from({ length: 6 }, () => revokeCertificate(permit, "issued-in-error", "Released by mistake.")),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "not-valid")).toHaveLength(5);
    expect(await certificateLetters(sitting.actor)).toEqual(["certificate-released", "certificate-revoked"]);
  });

  it("does not make its holder eligible for the next release", async () => {
    const { admin, certificate, event } = await seedCertificate();
    await revokeCertificate(
      authorize(admin, "certificate.revoke", certificate),
      "misconduct",
      "Somebody else sat the exam.",
    );
    expect(await releaseCertificates(await releasing(admin, event), "all")).toEqual({
      ok: false,
      reason: "nobody-eligible",
    });
    expect(await readCertificates(event.id)).toHaveLength(1);
  });
});
