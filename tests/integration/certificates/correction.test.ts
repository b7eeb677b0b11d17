import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getCorrectionSubject } from "@/lib/certificates/correction/data";
import { correctCertificate } from "@/lib/certificates/correction/mutations";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { loadStatusList } from "@/lib/certificates/status/mutations";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { changeName } from "@/lib/people/mutations";
import { getCertificateName } from "@/lib/people/names/data";
import { confirmName } from "@/lib/people/names/mutations";
import { seedClosedAttempt } from "../../builders/attempts";
import { close, readAudit, readCertificates, releasing, seedAdmin } from "../../builders/certificates";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { readLetters } from "../../builders/people";

async function seedReleased() {
  const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
  const sitting = await seedClosedAttempt({ event, right: 5 });
  await close(event);
  await releaseCertificates(await releasing(await seedAdmin(), event), "all");
  const [certificate] = await readCertificates(event.id);
  return { event, sitting, code: certificate?.code ?? "" };
}

const correcting = async (actor: Actor, code: string) =>
  authorize(actor, "certificate.correct", found(await getCorrectionSubject(code, actor), "certificate"));

const right = { holderName: "Анна Мария", nativeName: "Anna", reason: "The passport says so." };

describe("a correction (F20)", () => {
  it("supersedes: a new number, the old one says so and points on, never two valid", async () => {
    const { event, sitting, code } = await seedReleased();
    const admin = await seedAdmin();
    const corrected = await correctCertificate(await correcting(admin, code), code, right);
    if (!corrected.ok) throw new Error(corrected.reason);
    const next = corrected.value.code;
    const stored = await readCertificates(event.id);
    expect(stored.map(({ code: one, state }) => [one, state])).toEqual([
      [code, "superseded"],
      [next, "valid"],
    ]);
    const [old, made] = stored;
    expect(made?.snapshot).toMatchObject({
      ...old?.snapshot,
      holderName: right.holderName,
      nativeName: right.nativeName,
      replaces: code,
      releasedOn: made?.snapshot.releasedOn,
      issuedOn: made?.snapshot.issuedOn,
    });
    const [pointed] = await sql<{ next: string }>(
      "SELECT n.code AS next FROM certificate c JOIN certificate n ON n.id = c.superseded_by_id WHERE c.code = $1",
      [code],
    );
    expect(pointed?.next).toBe(next);
    expect((await readAudit(admin.id)).map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ["certificate.correct", next],
    ]);
    expect((await readLetters(sitting.actor.id)).at(-1)?.kind).toBe("certificate-corrected");
    const [place] = await sql<{ list: number; signed: boolean }>(
      "SELECT status_list AS list, credential IS NOT NULL AS signed FROM certificate WHERE code = $1",
      [next],
    );
    expect(place?.signed).toBe(true);
    expect(await loadStatusList(place?.list ?? 0, "message", new Date())).not.toBeNull();
  });

  it("happens once, however many ask for it at once", async () => {
    const { event, code } = await seedReleased();
    const permit = await correcting(await seedAdmin(), code);
    const results = await Promise.all(Array.from({ length: 4 }, () => correctCertificate(permit, code, right)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "not-valid")).toHaveLength(3);
    expect(await readCertificates(event.id)).toHaveLength(2);
  });

  it("refuses what changes nothing, and whoever holds, closed, organizes or sits", async () => {
    const { event, sitting, code } = await seedReleased();
    const admin = await seedAdmin();
    const same = { ...right, holderName: sitting.actor.fullName, nativeName: null };
    expect(await correctCertificate(await correcting(admin, code), code, same)).toEqual({
      ok: false,
      reason: "same-name",
    });
    const organizing = await seedAdmin([{ role: "organizer", organizationId: event.organizationId, eventId: null }]);
    await expect(correcting(organizing, code)).rejects.toMatchObject({ code: "not-found" });
    await expect(correcting({ ...sitting.actor, grants: admin.grants }, code)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("the name on the certificate", () => {
  it("is what the learner confirmed, not what the account says later", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const { actor, enrolment } = await seedClosedAttempt({ event, right: 5 });
    const permit = authorize(actor, "enrolment.use", enrolment);
    expect(await getCertificateName(permit)).toMatchObject({ fullName: actor.fullName, confirmedAt: null });
    await confirmName(permit, { fullName: "Dr. Ana María Łukasz", nativeName: "آنا" });
    expect(await getCertificateName(permit)).toMatchObject({
      fullName: "Dr. Ana María Łukasz",
      confirmedAt: expect.any(Date),
    });
    await close(event);
    expect(await confirmName(permit, { fullName: "Too Late", nativeName: null })).toEqual({
      ok: false,
      reason: "closed",
    });
    await changeName(actor, { fullName: "Somebody Else", nativeName: null });
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    expect((await readCertificates(event.id))[0]?.snapshot).toMatchObject({
      holderName: "Dr. Ana María Łukasz",
      nativeName: "آنا",
    });
  });

  it("is asked for again when the account's name changes before the event is closed", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const { actor, enrolment } = await seedClosedAttempt({ event, right: 5 });
    const permit = authorize(actor, "enrolment.use", enrolment);
    await confirmName(permit, { fullName: "Ana Confirmed", nativeName: null });
    await changeName(actor, { fullName: "Ana Married", nativeName: null });
    expect(await getCertificateName(permit)).toMatchObject({ fullName: "Ana Married", confirmedAt: null });
  });
});
