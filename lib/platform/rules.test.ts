import { describe, expect, it } from "vitest";
import { changedFields, fitsScope, mayRevoke, type StandingAdmin, stampOf } from "./rules";

const admin = (personId: string, suspended = false): StandingAdmin => ({
  grantId: `grant of ${personId}`,
  personId,
  suspended,
});
const grantOf = (personId: string, role: "admin" | "organizer" = "admin") => ({
  id: `grant of ${personId}`,
  personId,
  role,
});

describe("mayRevoke", () => {
  it.each([
    {
      grant: grantOf("ana"),
      admins: [admin("ana"), admin("ben")],
      answer: "ok",
      why: "giving up being an admin while another remains",
    },
    {
      grant: grantOf("ben"),
      admins: [admin("ana"), admin("ben")],
      answer: "ok",
      why: "another admin's, and the actor remains",
    },
    { grant: grantOf("ana"), admins: [admin("ana")], answer: "last-admin", why: "their own, and nobody remains" },
    {
      grant: grantOf("ana"),
      admins: [admin("ana"), admin("ben", true)],
      answer: "last-admin",
      why: "who remains is suspended and cannot act",
    },
    {
      grant: grantOf("ana"),
      admins: [admin("ana"), { ...admin("ana"), grantId: "second grant of ana" }],
      answer: "last-admin",
      why: "two grants of one person are one admin",
    },
    { grant: grantOf("ben", "organizer"), admins: [admin("ana")], answer: "ok", why: "another person's role" },
    {
      grant: grantOf("ana", "organizer"),
      admins: [admin("ana"), admin("ben")],
      answer: "own-grant",
      why: "laying it down would let her release",
    },
  ])("answers $answer: $why", ({ grant, admins, answer }) => {
    const allowed = mayRevoke(grant, "ana", admins);
    expect(allowed.ok ? "ok" : allowed.reason).toBe(answer);
  });
});

describe("fitsScope", () => {
  it.each([
    { role: "admin", organization: null, fits: true },
    { role: "admin", organization: "cert-mu", fits: false },
    { role: "organizer", organization: "cert-mu", fits: true },
    { role: "organizer", organization: null, fits: false },
    { role: "instructor", organization: null, fits: false },
  ] as const)("is $fits for $role on $organization", ({ role, organization, fits }) => {
    expect(fitsScope(role, organization)).toBe(fits);
  });
});

describe("an organization that changed meanwhile", () => {
  const shown = { name: "A", shortName: "B", description: "C", contact: "d@example.org", reviewRequired: false };
  it.each(["name", "shortName", "description", "contact"] as const)(
    "has another stamp when its %s is other",
    (field) => {
      const changed = { ...shown, [field]: "other" };
      expect(stampOf(changed)).not.toBe(stampOf(shown));
      expect(changedFields(shown, changed)).toEqual([field]);
    },
  );

  it("has another stamp when reviews begin", () => {
    expect(stampOf({ ...shown, reviewRequired: true })).not.toBe(stampOf(shown));
  });

  it("has the same stamp when nothing is other", () => {
    expect(stampOf({ ...shown })).toBe(stampOf(shown));
  });
});
