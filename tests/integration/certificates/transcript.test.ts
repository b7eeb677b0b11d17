import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { checkCredential } from "@/lib/certificates/check/check-credential";
import { createShare, revokeShare } from "@/lib/certificates/holder/mutations";
import { listOwnKeys } from "@/lib/certificates/keys/data";
import { loadAllStatusLists } from "@/lib/certificates/status/mutations";
import { transcriptVerificationCall } from "@/lib/certificates/transcript/call-schema";
import { getTranscript, listOwnTranscripts } from "@/lib/certificates/transcript/data";
import { makeTranscript, revokeTranscript, takeBackTranscript } from "@/lib/certificates/transcript/mutations";
import type { TranscriptRecord } from "@/lib/certificates/transcript/types";
import { checkFile } from "@/lib/certificates/verification/file";
import { type Claim, openWhole, verifyCode } from "@/lib/certificates/verification/open";
import { db } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { seedClosedAttempt, seedEnrolment } from "../../builders/attempts";
import { close, seedAdmin, unsafeRelease } from "../../builders/certificates";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson, unique } from "../../builders/people";

async function make(actor: Actor, language: "en" | "ar" = "en"): Promise<TranscriptRecord> {
  const made = await makeTranscript(actor, language);
  if (!made.ok) throw new Error(made.reason);
  return found(await getTranscript(made.value.code), "transcript");
}

const stranger = { actor: null, share: null, name: null, network: "192.0.2.40" };

/** A person with one result. */
const seedResult = async (actor?: Actor): Promise<Actor> =>
  (
    await seedClosedAttempt({
      event: await seedEvent({ blueprint: smallBlueprint }),
      right: 4,
      wrong: 1,
      ...(actor && { actor }),
    })
  ).actor;

/** The code of the transcript that somebody opens so; null for who opens none. */
const openedBy = async (code: string, claim: Claim): Promise<string | null> => {
  const opened = await openWhole(code, claim);
  return opened?.kind === "transcript" ? opened.transcript.code : null;
};

/** What who trusts this installation finds of a transcript's file. */
async function check(credential: object) {
  const statusLists = await loadAllStatusLists(new Date());
  const keys = await listOwnKeys();
  return checkCredential(credential, { keys, keysAsOf: null, acceptDidKey: false, statusLists, now: new Date() });
}

describe("a transcript", () => {
  it("lists every event with a result as it stands, with verdict, score and the certificates that hold", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const { actor } = await seedClosedAttempt({ event, right: 4, wrong: 1 });
    const failed = await seedEvent({ blueprint: smallBlueprint });
    await seedClosedAttempt({ event: failed, actor, right: 3, wrong: 2 });
    await seedEnrolment(actor, await seedEvent());
    await close(event);
    const { code } = await unsafeRelease({ event, holder: actor, releaser: await seedAdmin() });
    const { snapshot, ...transcript } = await make(actor);
    expect(transcript).toMatchObject({ state: "valid", events: 2, personId: actor.id });
    expect(snapshot).toMatchObject({ holderName: actor.fullName, language: "en", zone: "UTC" });
    expect(snapshot.entries).toMatchObject([
      {
        eventReference: event.slug,
        verdict: "passed",
        score: "80\u00a0%",
        certificates: [{ code, kind: "itu-certificate" }],
      },
      { eventReference: failed.slug, verdict: "not-passed", score: "60\u00a0%", certificates: [] },
    ]);
  });

  it("stays what it was when results change later", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const { actor } = await seedClosedAttempt({ event, right: 4, wrong: 1 });
    const { code, snapshot } = await make(actor, "ar");
    await db.person.update({ where: { id: actor.id }, data: { fullName: "Somebody Else" } });
    await db.event.update({ where: { id: event.id }, data: { reference: unique("later") } });
    const after = found(await getTranscript(code), "transcript");
    expect(after.snapshot).toEqual(snapshot);
  });

  it("tells by its code that it is one, and neither whose nor what it says", async () => {
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    const { code } = await make(actor);
    const told = await verifyCode(code, stranger);
    const open = told.ok && told.value.kind === "transcript" ? told.value : null;
    expect(open).toMatchObject({ whole: null, transcript: { code, state: "valid", events: 1 } });
    expect(Object.keys(open?.transcript ?? {}).sort()).toEqual(
      [
        ...["checks", "code", "events", "issuer", "madeOn", "outcome"],
        ...["revocationClass", "revokedAt", "specimen", "state", "zone"],
      ].sort(),
    );
    const { specimen: _, ...known } = open?.transcript ?? {};
    expect(
      transcriptVerificationCall.safeParse(JSON.parse(JSON.stringify({ type: "transcript", ...known }))).error,
    ).toBe(undefined);
    expect(JSON.stringify(open)).not.toContain(actor.fullName);
  });

  it("is whole for its holder, for admins and for who knows a word of the name, and for nobody else", async () => {
    const holder = await seedPerson({ fullName: "Amina Ramgoolam" });
    const event = await seedEvent({ blueprint: smallBlueprint });
    await seedClosedAttempt({ event, actor: holder, right: 4 });
    const { code } = await make(holder);
    const open = (claim: Partial<Claim>) => openedBy(code, { ...stranger, ...claim });
    expect(await open({ actor: holder })).toBe(code);
    expect(await open({ actor: await seedAdmin() })).toBe(code);
    expect(await open({ name: "ramgoolam" })).toBe(code);
    expect(await open({})).toBeNull();
    expect(await open({ actor: await seedPerson() })).toBeNull();
    expect(await open({ name: "ram" })).toBeNull();
  });

  it("is whole by a link that its holder made, until the holder ends it, and by no other's", async () => {
    const holder = await seedResult();
    const [transcript, other] = [await make(holder), await make(holder)];
    const permit = authorize(holder, "certificate.show", transcript);
    const share = await createShare(permit, "transcript");
    const open = (code: string) => openedBy(code, { ...stranger, share });
    expect(await open(transcript.code)).toBe(transcript.code);
    expect(await verifyCode(transcript.code, { ...stranger, share })).toMatchObject({
      value: { whole: { snapshot: { holderName: holder.fullName } } },
    });
    expect(await open(other.code)).toBeNull();
    const [held] = (await listOwnTranscripts(holder)).filter(({ shares }) => shares.length > 0);
    expect(held?.code).toBe(transcript.code);
    await revokeShare(permit, held?.shares[0]?.hash ?? "");
    expect(await open(transcript.code)).toBeNull();
    expect((await listOwnTranscripts(holder)).flatMap(({ shares }) => shares)).toEqual([]);
  });

  it("is signed when it is made, for who trusts this installation's keys and lists", async () => {
    const actor = await seedResult();
    const { credential, code, snapshot } = await make(actor);
    const report = await check(credential ?? {});
    expect(report.checks.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
    expect(report).toMatchObject({ outcome: "valid", facts: { code, issuerName: snapshot.issuer } });
    expect(await checkFile(new TextEncoder().encode(JSON.stringify(credential)), new Date())).toMatchObject({
      kind: "checked",
      report: { outcome: "valid", says: { code } },
    });
    expect(report.facts?.results.map(({ status, value }) => status ?? value)).toEqual(["Provisional", "80\u00a0%"]);
    expect(JSON.stringify(credential)).not.toContain(actor.id);
    expect(JSON.stringify(credential)).not.toContain("@example");
    expect(await verifyCode(code, stranger)).toMatchObject({
      value: {
        transcript: {
          outcome: "valid",
          checks: [
            { name: "issuer", verdict: "passed" },
            { name: "signature", verdict: "passed" },
            { name: "integrity", verdict: "passed" },
            { name: "status", verdict: "passed" },
          ],
        },
      },
    });
  });

  it("that its holder took back is revoked in the status list, and stays so", async () => {
    const actor = await seedResult();
    const transcript = await make(actor);
    expect((await check(transcript.credential ?? {})).outcome).toBe("valid");
    await takeBackTranscript(authorize(actor, "certificate.show", transcript));
    expect((await check(transcript.credential ?? {})).outcome).toBe("revoked");
    expect(await verifyCode(transcript.code, stranger)).toMatchObject({
      value: { transcript: { outcome: "revoked" } },
    });
    await expect(unsafeSql("UPDATE transcript SET revoked_at = NULL WHERE id = $1", [transcript.id])).rejects.toThrow(
      "never overwritten",
    );
  });

  it("is never rewritten, and one that was rewritten past all rules counts for nothing", async () => {
    const { id, code } = await make(await seedResult());
    for (const change of [
      "credential = '{}'",
      "status_index = (status_index + 1) % 131072",
      "snapshot = jsonb_set(snapshot, '{holderName}', '\"Eve\"')",
      "created_at = now() - interval '1 year'",
    ])
      await expect(unsafeSql(`UPDATE transcript SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
        "never overwritten",
      );
    await unsafeSql("ALTER TABLE transcript DISABLE TRIGGER USER");
    await unsafeSql(
      `UPDATE transcript SET snapshot = jsonb_set(snapshot, '{entries,0,score}', '"99 %"') WHERE id = $1`,
      [id],
    );
    await unsafeSql("ALTER TABLE transcript ENABLE TRIGGER USER");
    expect(await verifyCode(code, stranger)).toMatchObject({ value: { transcript: { outcome: "not-valid" } } });
  });

  it("from before they were signed cannot be checked, and is never signed by what its record says later", async () => {
    const { id, code } = await make(await seedResult());
    await unsafeSql("ALTER TABLE transcript DISABLE TRIGGER USER");
    await unsafeSql("UPDATE transcript SET credential = NULL, status_list = NULL, status_index = NULL WHERE id = $1", [
      id,
    ]);
    await unsafeSql("ALTER TABLE transcript ENABLE TRIGGER USER");
    expect(await verifyCode(code, stranger)).toMatchObject({ value: { transcript: { outcome: "cannot-be-checked" } } });
    expect((await getTranscript(code))?.credential).toBeNull();
    await expect(
      unsafeSql("INSERT INTO transcript (code, snapshot, specimen) VALUES ('ABCDEFGHJKMNPQRSTV', '{}', false)"),
    ).rejects.toThrow("signed when it is made");
  });

  it("has the name under which its results were achieved, whatever the account is called since", async () => {
    const actor = await seedResult();
    const place = { personId: actor.id };
    await db.enrolment.updateMany({
      where: place,
      data: { confirmedName: "Amina Sow", confirmedNative: "أمينة صو", nameConfirmedAt: new Date() },
    });
    await db.person.update({ where: { id: actor.id }, data: { fullName: "Somebody Else" } });
    expect((await make(actor)).snapshot).toMatchObject({ holderName: "Amina Sow", nativeName: "أمينة صو" });
    const { id: first } = await db.enrolment.findFirstOrThrow({ where: place, select: { id: true } });
    await seedResult(actor);
    await db.enrolment.updateMany({
      where: { ...place, id: { not: first } },
      data: { confirmedName: "Amina Diallo-Sow", nameConfirmedAt: new Date() },
    });
    const { snapshot } = await make(actor);
    expect(snapshot.holderName).toBe("Amina Diallo-Sow");
    expect(snapshot.entries.map(({ heldAs }) => heldAs)).toEqual(["Amina Sow", null]);
    expect(snapshot.entries[0]).toMatchObject({ identityAssurance: "self-declared", final: false });
  });

  it("is final where the event is closed", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const { actor } = await seedClosedAttempt({ event, right: 4, wrong: 1 });
    await close(event);
    const { credential, snapshot } = await make(actor);
    expect(snapshot.entries[0]?.final).toBe(true);
    expect((await check(credential ?? {})).facts?.results[0]).toMatchObject({ status: "Completed", value: "passed" });
  });

  it("that an admin revoked says so with a class, in the list too, by a letter and on the record", async () => {
    const [actor, admin] = [await seedResult(), await seedAdmin()];
    const transcript = await make(actor);
    for (const other of [actor, await seedPerson()])
      expect(() => authorize(other, "certificate.revoke", transcript)).toThrow();
    const permit = authorize(admin, "certificate.revoke", transcript);
    expect(await revokeTranscript(permit, "misconduct", "The attempt was voided.")).toMatchObject({ ok: true });
    expect(await revokeTranscript(permit, "misconduct", "The attempt was voided.")).toMatchObject({ ok: false });
    expect(await verifyCode(transcript.code, stranger)).toMatchObject({
      value: { transcript: { outcome: "revoked", revocationClass: "misconduct" } },
    });
    expect((await check(transcript.credential ?? {})).outcome).toBe("revoked");
    const letters = (await readLetters(actor.id)).filter(({ kind }) => kind === "transcript-revoked");
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain("The attempt was voided.");
    expect(await db.auditEvent.count({ where: { action: "transcript.revoke", subjectId: transcript.code } })).toBe(1);
  });

  it("that ended is for its holder and admins alone, whatever others knew before", async () => {
    const holder = await seedPerson({ fullName: "Amina Ramgoolam" });
    await seedResult(holder);
    const transcript = await make(holder);
    const share = await createShare(authorize(holder, "certificate.show", transcript), "transcript");
    expect(await openedBy(transcript.code, { ...stranger, share })).toBe(transcript.code);
    await takeBackTranscript(authorize(holder, "certificate.show", transcript));
    expect((await listOwnTranscripts(holder))[0]?.shares).toEqual([]);
    expect(await openedBy(transcript.code, { ...stranger, share })).toBeNull();
    expect(await openedBy(transcript.code, { ...stranger, name: "ramgoolam" })).toBeNull();
    expect(await openedBy(transcript.code, { ...stranger, actor: holder })).toBe(transcript.code);
    expect(await openedBy(transcript.code, { ...stranger, actor: await seedAdmin() })).toBe(transcript.code);
  });

  it("is refused to who has no results, and after twenty that stand or were made in a day", async () => {
    const nobody = await seedPerson();
    await seedEnrolment(nobody, await seedEvent());
    expect(await makeTranscript(nobody, "en")).toEqual({ ok: false, reason: "no-results" });
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    for (let made = 0; made < 20; made++) {
      const transcript = await make(actor);
      if (made % 2 === 0) await takeBackTranscript(authorize(actor, "certificate.show", transcript));
    }
    expect(await makeTranscript(actor, "en")).toEqual({ ok: false, reason: "too-many" });
  });

  it("is taken back by its holder alone, once, and says so", async () => {
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    const transcript = await make(actor);
    for (const other of [await seedPerson(), await seedAdmin()])
      expect(() => authorize(other, "certificate.show", transcript)).toThrow();
    await takeBackTranscript(authorize(actor, "certificate.show", transcript));
    const [first] = await listOwnTranscripts(actor);
    expect(first).toMatchObject({ code: transcript.code, state: "revoked" });
    await takeBackTranscript(authorize(actor, "certificate.show", transcript));
    expect((await listOwnTranscripts(actor))[0]?.revokedAt).toEqual(first?.revokedAt);
  });
});
