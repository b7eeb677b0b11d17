import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { createOrganization, editOrganization, giveGrant, revokeGrant } from "./mutations";
import { grantFields, organizationFields } from "./schema";

export const createOrganizationForm = defineForm({
  schema: organizationFields.extend({ id: z.uuid() }),
  run: async ({ id, ...settings }, { actor, at }) => {
    const { slug } = await createOrganization(authorize(actor, "platform.administer", "platform"), { id, settings });
    return { to: at(`/admin/organizations/${slug}?done=created`) };
  },
});

export const editOrganizationForm = defineForm({
  schema: organizationFields.extend({ organization: slugSchema, shown: z.string().max(40) }),
  run: async ({ organization, shown, ...settings }, { actor, at }) => {
    const edited = await editOrganization(
      authorize(actor, "platform.administer", "platform"),
      organization,
      shown,
      settings,
    );
    if (!edited.ok) return { refused: [{ field: null, key: `problem.organization.${edited.reason}` }] };
    return { to: at(`/admin/organizations/${organization}?done=edited`) };
  },
});

const fieldOf = { "no-such-person": "email", "own-grant": null, scope: "organization", "last-admin": null } as const;

export const giveGrantForm = defineForm({
  schema: grantFields,
  run: async (grant, { actor, at }) => {
    const given = await giveGrant(authorize(actor, "platform.administer", "platform"), grant);
    if (given.ok) return { to: at("/admin/grants?done=given") };
    return { refused: [{ field: fieldOf[given.reason], key: `problem.grant.${given.reason}` as MessageKey }] };
  },
});

export const revokeGrantForm = defineForm({
  schema: z.object({ grant: z.uuid() }),
  run: async ({ grant }, { actor, at }) => {
    const revoked = await revokeGrant(authorize(actor, "platform.administer", "platform"), grant);
    if (!revoked.ok) return { refused: [{ field: null, key: `problem.grant.${revoked.reason}` as MessageKey }] };
    return { to: at(revoked.value.ownAdmin ? "/account" : "/admin/grants?done=revoked") };
  },
});
