import { createHash } from "node:crypto";
import type { ActorGrant } from "@/lib/access/policy";
import { ok, type Result, refuse } from "@/lib/result";
import type { GrantReason, GrantRole, OrganizationSettings } from "./types";

/** The roles that an admin gives from the admin's pages; the others come with what they are for. */
export const givenRoles = [
  "organizer",
  "instructor",
  "reviewer",
  "editor",
  "moderator",
  "admin",
] as const satisfies readonly GrantRole[];
export type GivenRole = (typeof givenRoles)[number];

/** Whether a role and where it reaches fit together: an admin's reaches everything, every other reaches one organization. */
export const fitsScope = (role: GivenRole, organization: string | null): boolean =>
  (role === "admin") === (organization === null);

/** An admin's grant that counts now: of a person who can sign in. */
export type StandingAdmin = { readonly grantId: string; readonly personId: string; readonly suspended: boolean };

/**
 * Whether a grant may be taken away by an actor who is an admin: never their own, but for giving up being an admin; and never
 * the last admin's who can act.
 */
export function mayRevoke(
  grant: { readonly id: string; readonly personId: string; readonly role: ActorGrant["role"] },
  actorId: string,
  admins: readonly StandingAdmin[],
): Result<null, Extract<GrantReason, "own-grant" | "last-admin">> {
  if (grant.role !== "admin") return grant.personId === actorId ? refuse("own-grant") : ok(null);
  const another = admins.some(
    ({ grantId, personId, suspended }) => grantId !== grant.id && personId !== grant.personId && !suspended,
  );
  return another ? ok(null) : refuse("last-admin");
}

/** A short sign of what a form showed of an organization, by which a change in the meantime is noticed. */
export const stampOf = ({ name, shortName, description, contact, reviewRequired }: OrganizationSettings): string =>
  createHash("sha256")
    .update(JSON.stringify([name, shortName, description, contact, reviewRequired]))
    .digest("base64url")
    .slice(0, 16);

/** Names of the fields in which two states of an organization differ; for the audit. */
export const changedFields = (before: OrganizationSettings, after: OrganizationSettings): string[] =>
  (Object.keys(after) as (keyof OrganizationSettings)[]).filter((field) => before[field] !== after[field]);
