import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { givenRoles } from "./rules";

const line = (maximum: number, missing: string) =>
  z.string().transform(cleanName).pipe(z.string().min(1, missing).max(maximum));

/** An organization as the form brings it; an unticked box brings nothing. */
export const organizationFields = z.object({
  name: line(200, "problem.organization.name"),
  shortName: line(60, "problem.organization.short-name"),
  description: z.string().trim().min(1, "problem.organization.description").max(4000),
  contact: z.string().trim().max(254).pipe(z.email("problem.email")),
  reviewRequired: z
    .literal("yes")
    .optional()
    .transform((ticked) => ticked === "yes"),
});

export const grantFields = z.object({
  email: z.string().trim().min(1, "problem.email-required").max(320, "problem.email"),
  role: z.enum(givenRoles, "problem.grant.role"),
  organization: slugSchema.or(z.literal("").transform(() => null)).default(null),
});
