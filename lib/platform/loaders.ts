import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { countPlatform, getOrganization, listAudit, listClosedEvents, listGrants, listOrganizations } from "./data";
import { stampOf } from "./rules";

/** The admin's first page: what awaits release, and what happened lately. */
export const loadPlatform = defineLoader(async (actor, language: string) => {
  const permit = authorize(actor, "platform.administer", "platform");
  const [closed, counts, audit] = await Promise.all([
    listClosedEvents(permit, language),
    countPlatform(permit),
    listAudit(permit, language),
  ]);
  return { actor, closed, counts, audit };
});

export const loadOrganizations = defineLoader(async (actor) =>
  listOrganizations(authorize(actor, "platform.administer", "platform")),
);

/** That the person may make an organization; there is nothing else to read for it. */
export const loadNewOrganization = defineLoader(async (actor) => {
  authorize(actor, "platform.administer", "platform");
});

export const loadOrganization = defineLoader(async (actor, slug: string) => {
  const permit = authorize(actor, "platform.administer", "platform");
  const organization = found(
    await getOrganization(permit, found(slugSchema.safeParse(slug).data, "organization")),
    "organization",
  );
  return { ...organization, stamp: stampOf(organization) };
});

/** Who may do what, and the organizations on which it can be granted. */
export const loadGrants = defineLoader(async (actor, language: string) => {
  const permit = authorize(actor, "platform.administer", "platform");
  const [grants, organizations] = await Promise.all([listGrants(permit, language), listOrganizations(permit)]);
  return { actor, grants, organizations };
});
