import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { createOrganization, editOrganization } from "@/lib/platform/mutations";
import { stampOf } from "@/lib/platform/rules";
import { seedOrganization } from "../../builders/events";
import { seedPerson, unique } from "../../builders/people";

const seedPermit = async () =>
  authorize(
    await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] }),
    "platform.administer",
    "platform",
  );
const buildSettings = () => ({
  name: `Office ${unique("x")}`,
  shortName: unique("Office"),
  description: "Teaches.",
  contact: "office@test.example.org",
  reviewRequired: false,
});
const settingsOf = (slug: string) =>
  db.organization.findUniqueOrThrow({
    where: { slug },
    select: { name: true, shortName: true, description: true, contact: true, reviewRequired: true },
  });
const readAudit = (slug: string): Promise<{ action: string; detail: object }[]> =>
  sql(
    "SELECT a.action, a.detail FROM audit_event a JOIN organization o ON o.id::text = a.subject_id WHERE o.slug = $1 ORDER BY a.id",
    [slug],
  );

describe("making an organization", () => {
  it("twice from one form makes one, with one audit row", async () => {
    const [permit, settings, id] = [await seedPermit(), buildSettings(), crypto.randomUUID()];
    const [first, second] = await Promise.all([
      createOrganization(permit, { id, settings }),
      createOrganization(permit, { id, settings }),
    ]);
    expect(second).toEqual(first);
    expect(await db.organization.count({ where: { name: settings.name } })).toBe(1);
    expect(await readAudit(first.slug)).toMatchObject([{ action: "organization.create" }]);
  });

  it("of one short name at once gives each its address", async () => {
    const [permit, settings] = [await seedPermit(), buildSettings()];
    const made = await Promise.all(
      Array.from({ length: 4 }, () => createOrganization(permit, { id: crypto.randomUUID(), settings })),
    );
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
  });

  it("whose short name has no Latin letter gives it an address all the same", async () => {
    const made = await createOrganization(await seedPermit(), {
      id: crypto.randomUUID(),
      settings: { ...buildSettings(), shortName: "وزارة" },
    });
    expect(made.slug).toMatch(/^organization(-\d+)?$/);
  });
});

describe("changing an organization", () => {
  it("takes it out of the importer's hands and names what changed in the audit", async () => {
    const [permit, { slug }] = [await seedPermit(), await seedOrganization()];
    const before = await settingsOf(slug);
    const edited = await editOrganization(permit, slug, stampOf(before), {
      ...before,
      contact: "new@test.example.org",
      reviewRequired: true,
    });
    expect(edited).toEqual({ ok: true, value: null });
    expect(await db.organization.findUnique({ where: { slug } })).toMatchObject({
      contact: "new@test.example.org",
      reviewRequired: true,
      origin: "app",
    });
    expect(await readAudit(slug)).toMatchObject([
      { action: "organization.edit", detail: { fields: ["contact", "reviewRequired"] } },
    ]);
  });

  it("that somebody else changed meanwhile is refused", async () => {
    const [permit, { slug }] = [await seedPermit(), await seedOrganization()];
    const shown = await settingsOf(slug);
    await editOrganization(permit, slug, stampOf(shown), { ...shown, name: "Theirs" });
    expect(await editOrganization(permit, slug, stampOf(shown), { ...shown, name: "Mine" })).toEqual({
      ok: false,
      reason: "changed-meanwhile",
    });
    expect(await settingsOf(slug)).toMatchObject({ name: "Theirs" });
  });

  it("that does not exist is not found", async () => {
    await expect(
      editOrganization(await seedPermit(), "no-such-organization", "x", buildSettings()),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});
