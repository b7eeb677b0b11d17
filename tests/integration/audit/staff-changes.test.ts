import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getWholeCertificate } from "@/lib/certificates/data";
import { releaseCertificates, revokeCertificate } from "@/lib/certificates/mutations";
import { db, sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { settingsOf, settingsSelect } from "@/lib/organizing/data";
import { closeEvent, createEvent, editEvent, publishEvent, sendToReview } from "@/lib/organizing/mutations";
import { createOrganization, editOrganization, giveGrant, revokeGrant } from "@/lib/platform/mutations";
import { stampOf } from "@/lib/platform/rules";
import { seedClosedAttempt } from "../../builders/attempts";
import { close, readAudit, readCertificates, releasing, seedAdmin, seedOrganizer } from "../../builders/certificates";
import { fingerprint } from "../../builders/content";
import { seedEvent, seedOrganization, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { seedPerson } from "../../builders/people";

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
  "event.close": async () => {
    const { actor, permit } = await organizing();
    return { actor, run: () => closeEvent(permit, "Everything went as planned.") };
  },
  "certificate.release": async () => {
    const { actor, permit } = await seedReleasable();
    return { actor, run: () => releaseCertificates(permit, "all") };
  },
  "certificate.revoke": async () => {
    const { event, permit } = await seedReleasable();
    await releaseCertificates(permit, "all");
    const [{ code } = { code: "" }] = await readCertificates(event.id);
    const actor = await seedAdmin();
    const revoking = authorize(actor, "certificate.revoke", found(await getWholeCertificate(code), "certificate"));
    return { actor, run: () => revokeCertificate(revoking, "holder-request", "Asked for by the holder.") };
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
