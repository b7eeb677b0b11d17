import { beforeEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { giveGrant, type NewGrant, revokeGrant } from "@/lib/platform/mutations";
import { seedOrganization } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const onPlatform = { role: "admin", organizationId: null, eventId: null } as const;
const seedAdmin = (): Promise<Actor> => seedPerson({ grants: [onPlatform] });
const administering = (actor: Actor) => authorize(actor, "platform.administer", "platform");

const addressOf = async (actor: Actor): Promise<string> =>
  (await db.mailAddress.findFirstOrThrow({ where: { personId: actor.id } })).address;
const grantIdOf = async (actor: Actor, role = "admin"): Promise<string> =>
  (
    await sql<{ id: string }>('SELECT id FROM "grant" WHERE person_id = $1 AND role = $2 AND revoked_at IS NULL', [
      actor.id,
      role,
    ])
  )[0]?.id ?? "";
const give = (actor: Actor, grant: NewGrant) => giveGrant(administering(actor), grant);
const take = async (actor: Actor, from: Actor, role = "admin") =>
  revokeGrant(administering(actor), await grantIdOf(from, role));

const readAdmins = async (): Promise<string[]> =>
  (await sql<{ id: string }>("SELECT person_id AS id FROM \"grant\" WHERE role = 'admin' AND revoked_at IS NULL")).map(
    ({ id }) => id,
  );
const readRoles = (actor: Actor): Promise<{ role: string; organization: string | null }[]> =>
  sql(
    `SELECT g.role::text, o.slug AS organization FROM "grant" g LEFT JOIN organization o ON o.id = g.organization_id
     WHERE g.person_id = $1 AND g.revoked_at IS NULL ORDER BY g.role`,
    [actor.id],
  );
const readAudit = (action: string, personId: string): Promise<{ actorId: string; detail: object }[]> =>
  sql(
    `SELECT actor_id AS "actorId", detail FROM audit_event WHERE action = $1 AND detail->>'personId' = $2 ORDER BY id`,
    [action, personId],
  );

/** Each test has its own admins and no others. */
beforeEach(() => sql("UPDATE \"grant\" SET revoked_at = now() WHERE role = 'admin' AND revoked_at IS NULL"));

describe("giving a role", () => {
  it("takes a person by their mail address however it is written, and leaves an audit row", async () => {
    const [admin, person, organization] = [await seedAdmin(), await seedPerson(), await seedOrganization()];
    const email = ` ${(await addressOf(person)).toUpperCase()} `;
    expect(await give(admin, { email, role: "organizer", organization: organization.slug })).toEqual({
      ok: true,
      value: null,
    });
    expect(await readRoles(person)).toEqual([{ role: "organizer", organization: organization.slug }]);
    expect(await readAudit("grant.give", person.id)).toMatchObject([
      { actorId: admin.id, detail: { role: "organizer", organization: organization.slug } },
    ]);
  });

  it("twice at once gives it once", async () => {
    const [admin, person, organization] = [await seedAdmin(), await seedPerson(), await seedOrganization()];
    const grant = { email: await addressOf(person), role: "organizer", organization: organization.slug } as const;
    expect(await Promise.all([give(admin, grant), give(admin, grant)])).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(await readRoles(person)).toHaveLength(1);
    expect(await readAudit("grant.give", person.id)).toHaveLength(1);
  });

  it.each([
    { role: "admin", organization: true },
    { role: "organizer", organization: false },
  ] as const)("of $role with the wrong reach is refused", async ({ role, organization }) => {
    const [admin, person, { slug }] = [await seedAdmin(), await seedPerson(), await seedOrganization()];
    const grant = { email: await addressOf(person), role, organization: organization ? slug : null };
    expect(await give(admin, grant)).toEqual({ ok: false, reason: "scope" });
  });

  it("to oneself is refused, whatever the role (S20)", async () => {
    const [admin, { slug }] = [await seedAdmin(), await seedOrganization()];
    const email = await addressOf(admin);
    expect(await give(admin, { email, role: "organizer", organization: slug })).toEqual({
      ok: false,
      reason: "own-grant",
    });
    expect(await give(admin, { email, role: "admin", organization: null })).toEqual({ ok: false, reason: "own-grant" });
    expect(await readRoles(admin)).toEqual([{ role: "admin", organization: null }]);
  });

  it("needs a confirmed account of somebody who can sign in", async () => {
    const [admin, person, suspended] = [await seedAdmin(), await seedPerson(), await seedPerson()];
    await sql("UPDATE mail_address SET verified_at = NULL WHERE person_id = $1", [person.id]);
    await sql("UPDATE person SET suspended_at = now() WHERE id = $1", [suspended.id]);
    for (const email of [
      await addressOf(person),
      await addressOf(suspended),
      "nobody@test.example.org",
      "not an address",
      "a@b.example, c@d.example",
    ])
      expect(await give(admin, { email, role: "admin", organization: null })).toEqual({
        ok: false,
        reason: "no-such-person",
      });
  });

  it.each(["organizer", "instructor"] as const)("is not open to an %s", async (role) => {
    const { id } = await seedOrganization();
    const actor = await seedPerson({ grants: [{ role, organizationId: id, eventId: null }] });
    expect(() => administering(actor)).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("from a page that was open while the role was taken away is refused", async () => {
    const [admin, other, person] = [await seedAdmin(), await seedAdmin(), await seedPerson()];
    const permit = administering(other);
    await take(admin, other);
    const grant = { email: await addressOf(person), role: "admin", organization: null } as const;
    await expect(giveGrant(permit, grant)).rejects.toMatchObject({ code: "not-found" });
    expect(await readRoles(person)).toEqual([]);
  });
});

describe("taking a role away", () => {
  it("leaves an audit row, and a second click finds it done", async () => {
    const { id, slug } = await seedOrganization();
    const [admin, person] = [
      await seedAdmin(),
      await seedPerson({ grants: [{ role: "organizer", organizationId: id, eventId: null }] }),
    ];
    const grantId = await grantIdOf(person, "organizer");
    for (let click = 0; click < 2; click++)
      expect(await revokeGrant(administering(admin), grantId)).toMatchObject({ ok: true });
    expect(await readRoles(person)).toEqual([]);
    expect(await readAudit("grant.revoke", person.id)).toMatchObject([
      { actorId: admin.id, detail: { role: "organizer", organization: slug } },
    ]);
  });

  it("of the last admin is refused, by themself (S20)", async () => {
    const admin = await seedAdmin();
    expect(await take(admin, admin)).toEqual({ ok: false, reason: "last-admin" });
    expect(await readAdmins()).toEqual([admin.id]);
  });

  it("of the last admin who is not suspended is refused", async () => {
    const [admin, suspended] = [await seedAdmin(), await seedAdmin()];
    await sql("UPDATE person SET suspended_at = now() WHERE id = $1", [suspended.id]);
    expect(await take(admin, admin)).toEqual({ ok: false, reason: "last-admin" });
    expect(await take(admin, suspended)).toMatchObject({ ok: true });
  });

  it("from oneself is giving up being an admin, while another remains", async () => {
    const [admin, other] = [await seedAdmin(), await seedAdmin()];
    expect(await take(admin, admin)).toEqual({ ok: true, value: { ownAdmin: true } });
    expect(await readAdmins()).toEqual([other.id]);
  });

  it("from oneself is refused for any other role: who organized an event cannot become its releaser", async () => {
    const { id } = await seedOrganization();
    const admin = await seedPerson({ grants: [onPlatform, { role: "organizer", organizationId: id, eventId: null }] });
    await seedAdmin();
    expect(await take(admin, admin, "organizer")).toEqual({ ok: false, reason: "own-grant" });
  });

  it("at once from each other leaves one of two admins", async () => {
    for (let round = 0; round < 10; round++) {
      await sql("UPDATE \"grant\" SET revoked_at = now() WHERE role = 'admin' AND revoked_at IS NULL");
      const [ana, ben] = [await seedAdmin(), await seedAdmin()];
      await Promise.allSettled([take(ana, ben), take(ben, ana)]);
      expect(await readAdmins()).toHaveLength(1);
    }
  });

  it("at once from themselves leaves one of two admins", async () => {
    for (let round = 0; round < 10; round++) {
      await sql("UPDATE \"grant\" SET revoked_at = now() WHERE role = 'admin' AND revoked_at IS NULL");
      const [ana, ben] = [await seedAdmin(), await seedAdmin()];
      const answers = await Promise.all([take(ana, ana), take(ben, ben)]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await readAdmins()).toHaveLength(1);
    }
  });

  it("of a grant that does not exist is not found", async () => {
    const admin = await seedAdmin();
    await expect(revokeGrant(administering(admin), crypto.randomUUID())).rejects.toMatchObject({ code: "not-found" });
  });
});
