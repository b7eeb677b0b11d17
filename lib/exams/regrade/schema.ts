import { z } from "zod";
import { type RepairKind, repairKinds } from "./types";

const optionIds = z.array(z.string().min(1).max(40)).max(20);

/** A repair as an address carries it, for looking before applying; null for an address that asks for none. */
export const repairQuery = z
  .object({
    kind: z.enum(repairKinds),
    key: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  })
  .transform(({ kind, key }) => repairOf(kind, optionIds.parse(key)))
  .nullable()
  .catch(null);

/** The repair of a form: what is ticked beside "void" means nothing. */
export const repairOf = (kind: RepairKind, keys: readonly string[]) => ({
  kind,
  keyIds: kind === "void" ? [] : [...new Set(keys)],
});

export const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,4}$/)
  .transform(Number)
  .nullable()
  .catch(null);

export const applyFields = z.object({
  bank: z.string().min(1).max(120),
  question: z.uuid(),
  version: z.uuid(),
  kind: z.enum(repairKinds),
  keys: optionIds.default([]),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().trim().min(10, "problem.repair.reason").max(2000),
});
