import type { ActorGrant } from "@/lib/access/policy";

export type GrantRole = ActorGrant["role"];

export type OrganizationSettings = {
  readonly name: string;
  readonly shortName: string;
  readonly description: string;
  readonly contact: string;
  readonly reviewRequired: boolean;
};

export type OrganizationRow = {
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly reviewRequired: boolean;
  readonly courses: number;
  readonly events: number;
  readonly organizers: number;
};

export type OrganizationForm = OrganizationSettings & { readonly slug: string };

export type GrantRow = {
  readonly id: string;
  readonly personId: string;
  readonly fullName: string;
  readonly address: string;
  readonly role: GrantRole;
  /** The organization or event it reaches; null for the platform. */
  readonly scope: {
    readonly kind: "organization" | "event";
    readonly slug: string;
    readonly name: string;
    readonly language: string;
  } | null;
  readonly createdAt: Date;
  readonly grantedBy: string | null;
};

/** A closed event, with how many may have its certificate and how many have it. */
export type ClosedEvent = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly reference: string;
  readonly organization: string;
  readonly zone: string;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly certificateKind: string | null;
  readonly eligible: number;
  /** Eligible and without a certificate so far. */
  readonly waiting: number;
  /** Wait for a person's decision. */
  readonly undecided: number;
  readonly released: number;
  /** Sent back to its organizers, and not handed in again. */
  readonly returned: boolean;
};

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string | null;
  readonly action: string;
  readonly subjectKind: string;
  /** The subject as people know it, where it still exists. */
  readonly subject: { readonly name: string; readonly path: string | null } | null;
  readonly subjectId: string;
  /** The role that was given or taken, and the organization or event it reaches. */
  readonly role: { readonly name: GrantRole; readonly scope: string | null } | null;
};

export type OrganizationReason = "changed-meanwhile";
export type GrantReason = "no-such-person" | "own-grant" | "scope" | "last-admin";
