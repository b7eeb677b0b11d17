import { z } from "zod";

/** The most that a form grants at once. */
export const limits = { extraMinutes: 600, extraAttempts: 10, outageMinutes: 240 } as const;

const wholeNumber = (minimum: number, maximum: number, problem: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, problem)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, problem);

/** Minutes as a person types them. Units: whole minutes. */
export const outageMinutes = wholeNumber(1, limits.outageMinutes, "problem.supervision.outage-minutes");
export const extraMinutes = wholeNumber(0, limits.extraMinutes, "problem.supervision.extra-minutes");
export const extraAttempts = wholeNumber(0, limits.extraAttempts, "problem.supervision.extra-attempts");

/** Why staff do what changes somebody's exam; it is kept for ever. */
export const reason = z.string().trim().min(1, "problem.supervision.reason").max(1000);

export const allowanceFields = z.object({ enrolment: z.uuid(), extraMinutes, extraAttempts, reason });
export const outageFields = z.object({ id: z.uuid(), minutes: outageMinutes, reason });
