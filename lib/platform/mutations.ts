import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/failures";
import { AppError, found } from "@/lib/errors";
import { canonicalAddress } from "@/lib/format/addresses";
import { freeSlug, slugOf } from "@/lib/format/slug";
import { ok, type Result, refuse } from "@/lib/result";
import { changedFields, fitsScope, type GivenRole, mayRevoke, type StandingAdmin, stampOf } from "./rules";
import type { GrantReason, OrganizationReason, OrganizationSettings } from "./types";

type Administer = Permit<"platform.administer">;

const settingsSelect = { name: true, shortName: true, description: true, contact: true, reviewRequired: true } as const;

/** Makes an organization; the form brings its id, so that a second click finds what the first one made. */
export async function createOrganization(
  { actor }: Administer,
  organization: { readonly id: string; readonly settings: OrganizationSettings },
): Promise<{ readonly slug: string }> {
  const { settings } = organization;
  let { id } = organization;
  for (let tries = 1; ; tries++) {
    try {
      return await db.$transaction(async (tx) => {
        const base = slugOf(settings.shortName, "organization");
        const near = await tx.organization.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } });
        const slug = freeSlug(base, new Set(["new", ...near.map((other) => other.slug)]));
        await tx.organization.create({ data: { id, slug, ...settings }, select: { id: true } });
        await recordAudit(tx, {
          actorId: actor.id,
          action: "organization.create",
          subjectKind: "organization",
          subjectId: id,
          detail: { slug },
        });
        return { slug };
      });
    } catch (error) {
      if (tries >= 5 || !isUniqueViolation(error)) throw error;
      const made = await db.organization.findUnique({ where: { id }, select: { slug: true, ...settingsSelect } });
      if (made && changedFields(made, settings).length === 0) return { slug: made.slug };
      id = randomUUID();
    }
  }
}

/** Changes an organization, if it still is what the form showed; from then on an import of content leaves it alone. */
export function editOrganization(
  { actor }: Administer,
  slug: string,
  shown: string,
  settings: OrganizationSettings,
): Promise<Result<null, OrganizationReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM organization WHERE slug = ${slug} FOR NO KEY UPDATE`;
    const before = found(
      await tx.organization.findUnique({ where: { slug }, select: { id: true, ...settingsSelect } }),
      "organization",
    );
    const fields = changedFields(before, settings);
    if (fields.length === 0) return ok(null);
    if (stampOf(before) !== shown) return refuse("changed-meanwhile");
    await tx.organization.update({
      where: { id: before.id },
      data: { ...settings, origin: "app" },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "organization.edit",
      subjectKind: "organization",
      subjectId: before.id,
      detail: { fields },
    });
    return ok(null);
  });
}

/**
 * Locks every admin's grant, so that changes of grants happen one after another: of two admins who remove each other at once,
 * the slower one is no admin any more.
 * Errors: AppError("not-found") when the actor's own grant was taken away before this lock was had.
 */
async function lockAdmins(tx: Transaction, actorId: string): Promise<StandingAdmin[]> {
  const admins = await tx.$queryRaw<StandingAdmin[]>`
    SELECT g.id AS "grantId", g.person_id AS "personId", p.suspended_at IS NOT NULL AS suspended
    FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE g.role = 'admin' AND g.revoked_at IS NULL
    ORDER BY g.id FOR UPDATE OF g`;
  if (!admins.some(({ personId, suspended }) => personId === actorId && !suspended))
    throw new AppError("not-found", `${actorId} is no admin any more`);
  return admins;
}

export type NewGrant = { readonly email: string; readonly role: GivenRole; readonly organization: string | null };

/** Grants a role to the person behind a confirmed mail address; who has it already keeps it. Nobody grants themself anything. */
export async function giveGrant(
  { actor }: Administer,
  { email, role, organization }: NewGrant,
): Promise<Result<null, GrantReason>> {
  if (!fitsScope(role, organization)) return refuse("scope");
  const canonical = canonicalAddress(email);
  if (!canonical) return refuse("no-such-person");
  try {
    return await db.$transaction(async (tx) => {
      await lockAdmins(tx, actor.id);
      const address = await tx.mailAddress.findUnique({
        where: { canonical },
        select: { verifiedAt: true, person: { select: { id: true, suspendedAt: true } } },
      });
      if (!address?.verifiedAt || address.person.suspendedAt) return refuse("no-such-person");
      const personId = address.person.id;
      if (personId === actor.id) return refuse("own-grant");
      const organizationId = organization
        ? found(
            await tx.organization.findUnique({ where: { slug: organization }, select: { id: true } }),
            "organization",
          ).id
        : null;
      const { id } = await tx.grant.create({
        data: { personId, role, organizationId, grantedById: actor.id },
        select: { id: true },
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: "grant.give",
        subjectKind: "grant",
        subjectId: id,
        detail: { personId, role, organization },
      });
      return ok(null);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return ok(null);
    throw error;
  }
}

/** Takes a grant away; once gone it stays gone, however often that is asked for. */
export function revokeGrant(
  { actor }: Administer,
  grantId: string,
): Promise<Result<{ readonly ownAdmin: boolean }, GrantReason>> {
  return db.$transaction(async (tx) => {
    const admins = await lockAdmins(tx, actor.id);
    const grant = found(
      await tx.grant.findUnique({
        where: { id: grantId },
        select: {
          id: true,
          personId: true,
          role: true,
          revokedAt: true,
          organization: { select: { slug: true } },
          event: { select: { slug: true } },
        },
      }),
      "grant",
    );
    const done = { ownAdmin: grant.role === "admin" && grant.personId === actor.id };
    if (grant.revokedAt) return ok({ ownAdmin: false });
    const allowed = mayRevoke(grant, actor.id, admins);
    if (!allowed.ok) return allowed;
    await tx.grant.update({ where: { id: grant.id }, data: { revokedAt: new Date() }, select: { id: true } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "grant.revoke",
      subjectKind: "grant",
      subjectId: grant.id,
      detail: {
        personId: grant.personId,
        role: grant.role,
        organization: grant.organization?.slug ?? null,
        event: grant.event?.slug ?? null,
      },
    });
    return ok(done);
  });
}
