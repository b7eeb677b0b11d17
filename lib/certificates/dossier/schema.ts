import { z } from "zod";
import { type StoredDossier, supervisions } from "./types";

/** How many people a dossier may name as exceptions by its form. */
const EXCEPTION_ROWS = 8;

const storedSchema = z.object({
  exceptions: z.array(z.object({ personId: z.string(), reason: z.string() })).default([]),
  partnerLogo: z
    .object({ partner: z.string(), justification: z.string(), logoId: z.string().nullable().default(null) })
    .nullable()
    .default(null),
  signatory: z.object({ name: z.string(), justification: z.string() }).nullable().default(null),
  handedInBy: z.array(z.string()).default([]),
  handedInAt: z.string().nullable().default(null),
});

/** The dossier that an event keeps; an event that was closed before there were any has an empty one. */
export const readStored = (json: unknown): StoredDossier => storedSchema.parse(json ?? {});

const line = (maximum: number) => z.string().trim().max(maximum).default("");

/** The numbers of the rows in which a dossier's form names exceptions. */
export const exceptionRows = Array.from({ length: EXCEPTION_ROWS }, (_, i) => i + 1);

const shape = z.object({
  partner: line(200),
  partnerWhy: line(1000),
  signatory: line(120),
  signatoryWhy: line(1000),
  supervision: z
    .enum([...supervisions, ""], "problem.invalid")
    .default("")
    .transform((value) => value || null),
  validMonths: z
    .string()
    .trim()
    .regex(/^\d{0,3}$/, "problem.dossier.months")
    .default("")
    .transform((value) => (value === "" ? null : Number(value)))
    .refine((value) => value === null || (value >= 1 && value <= 600), "problem.dossier.months"),
});

const textOf = (value: unknown, maximum: number): string =>
  typeof value === "string" ? value.trim().slice(0, maximum) : "";

const exceptions = z.looseObject({}).transform((fields) => ({
  exceptions: exceptionRows.map((number) => ({
    number,
    who: textOf(fields[`who${number}`], 320),
    reason: textOf(fields[`why${number}`], 1000),
  })),
}));

/** What an organizer writes beside the report, as a form sends it. */
export const closingSchema = z.intersection(shape, exceptions);
