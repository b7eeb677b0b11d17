import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { transcriptCall, transcriptJson } from "@/lib/certificates/transcript/call-schema";
import { getWholeTranscript, listOwnTranscripts } from "@/lib/certificates/transcript/data";
import { makeTranscript, revokeTranscript } from "@/lib/certificates/transcript/mutations";
import { openTranscript } from "@/lib/certificates/transcript/open";
import type { WholeTranscript } from "@/lib/certificates/transcript/types";
import { verifyCode } from "@/lib/certificates/verification/open";
import { db } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { seedClosedAttempt, seedEnrolment } from "../../builders/attempts";
import { close, seedAdmin, unsafeRelease } from "../../builders/certificates";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { seedPerson, unique } from "../../builders/people";

async function make(actor: Actor, language: "en" | "ar" = "en"): Promise<WholeTranscript> {
  const made = await makeTranscript(actor, language);
  if (!made.ok) throw new Error(made.reason);
  return found(await getWholeTranscript(made.value.code), "transcript");
}

const stranger = { actor: null, name: null, network: "192.0.2.40" };

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

  it("stays what it was when results change later, and has the shape that programs are told", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const { actor } = await seedClosedAttempt({ event, right: 4, wrong: 1 });
    const { code, snapshot } = await make(actor, "ar");
    await db.person.update({ where: { id: actor.id }, data: { fullName: "Somebody Else" } });
    await db.event.update({ where: { id: event.id }, data: { reference: unique("later") } });
    const after = found(await getWholeTranscript(code), "transcript");
    expect(after.snapshot).toEqual(snapshot);
    const json = JSON.parse(JSON.stringify(transcriptJson(after))) as unknown;
    expect(transcriptCall.parse(json)).toMatchObject({ code, language: "ar", holderName: actor.fullName });
  });

  it("tells by its code that it is one, and neither whose nor what it says", async () => {
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    const { code } = await make(actor);
    const told = await verifyCode(code, { ...stranger, share: null });
    const open = told.ok && told.value.kind === "transcript" ? told.value : null;
    expect(open).toMatchObject({ whole: null, transcript: { code, state: "valid", events: 1 } });
    expect(Object.keys(open?.transcript ?? {}).sort()).toEqual(
      ["code", "events", "issuer", "madeOn", "revokedAt", "specimen", "state", "zone"].sort(),
    );
    expect(JSON.stringify(open)).not.toContain(actor.fullName);
  });

  it("is whole for its holder, for admins and for who knows a word of the name, and for nobody else", async () => {
    const holder = await seedPerson({ fullName: "Amina Ramgoolam" });
    const event = await seedEvent({ blueprint: smallBlueprint });
    await seedClosedAttempt({ event, actor: holder, right: 4 });
    const { code } = await make(holder);
    const open = async (claim: Partial<Parameters<typeof openTranscript>[1]>) =>
      (await openTranscript(code, { ...stranger, ...claim }))?.code ?? null;
    expect(await open({ actor: holder })).toBe(code);
    expect(await open({ actor: await seedAdmin() })).toBe(code);
    expect(await open({ name: "ramgoolam" })).toBe(code);
    expect(await open({})).toBeNull();
    expect(await open({ actor: await seedPerson() })).toBeNull();
    expect(await open({ name: "ram" })).toBeNull();
  });

  it("is refused to who has no results, and after twenty that stand", async () => {
    const nobody = await seedPerson();
    await seedEnrolment(nobody, await seedEvent());
    expect(await makeTranscript(nobody, "en")).toEqual({ ok: false, reason: "no-results" });
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    for (let made = 0; made < 20; made++) await make(actor);
    expect(await makeTranscript(actor, "en")).toEqual({ ok: false, reason: "too-many" });
  });

  it("is taken back by its holder alone, once, and says so", async () => {
    const { actor } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 4 });
    const transcript = await make(actor);
    for (const other of [await seedPerson(), await seedAdmin()])
      expect(() => authorize(other, "certificate.show", transcript)).toThrow();
    await revokeTranscript(authorize(actor, "certificate.show", transcript));
    const [first] = await listOwnTranscripts(actor);
    expect(first).toMatchObject({ code: transcript.code, state: "revoked" });
    await revokeTranscript(authorize(actor, "certificate.show", transcript));
    expect((await listOwnTranscripts(actor))[0]?.revokedAt).toEqual(first?.revokedAt);
  });
});
