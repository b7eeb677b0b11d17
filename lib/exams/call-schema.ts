import { z } from "zod";
import type { ReviewedAnswer } from "./review/types";

/*
 * What the JSON calls of this room answer, as a program reads it. The calls carry these shapes at their doors, the interface's
 * document is made of them, and tests hold real answers against it.
 */

const instant = z.iso.datetime();
const position = z.int().min(1);

export const startedCall = z.strictObject({ attemptId: z.uuid(), deadlineAt: instant });

const savedAnswer = z.strictObject({
  position,
  optionIds: z.array(z.string()),
  sequence: z.int().min(1),
  savedAt: instant,
});

export const attemptCall = z.strictObject({
  state: z.enum(["in-progress", "submitted", "closed-by-time", "voided"]),
  deadlineAt: instant,
  serverTime: instant,
  /** Empty once the attempt is closed. */
  questions: z.array(
    z.strictObject({
      position,
      stem: z.string(),
      options: z.array(z.strictObject({ id: z.string(), text: z.string() })),
      kind: z.enum(["single", "true-false", "multiple-all-or-nothing", "multiple-right-minus-wrong", "fractions"]),
    }),
  ),
  answers: z.array(savedAnswer),
});

export const contactCall = z.strictObject({
  state: z.enum(["in-progress", "submitted", "closed-by-time", "voided"]),
  deadlineAt: instant,
  serverTime: instant,
  /** The newest sequence saved of each answered position. */
  sequences: z.array(z.tuple([position, z.int().min(1)])),
});

export const receiptCall = z.strictObject({
  attemptId: z.uuid(),
  event: z.string(),
  person: z.string(),
  startedAt: instant,
  closedAt: instant,
  state: z.enum(["submitted", "closed-by-time", "voided"]),
  answers: z.array(savedAnswer.extend({ sequence: z.int().min(1) })),
  /** SHA-256 of `hashed`, in hexadecimal: the receipt that was given at the end. */
  receipt: z.string(),
  hashed: z.string(),
});

export const savedCall = savedAnswer.omit({ optionIds: true });

/** A save that came after a newer one is told which answer stands. */
export const newerAnswerRefusal = z.strictObject({
  reason: z.literal("newer-answer"),
  message: z.string(),
  answer: savedAnswer,
});

export const flaggedCall = z.strictObject({ position, flagged: z.boolean() });

export const submittedCall = z.strictObject({ submittedAt: instant, receipt: z.string() });

const reviewedCall = z.strictObject({
  position,
  stem: z.string(),
  kind: z.string(),
  points: z.int().min(1),
  /** null where the question was voided. */
  earned: z.number().min(0).nullable(),
  options: z.array(
    z.strictObject({ id: z.string(), text: z.string(), right: z.boolean(), why: z.string().nullable() }),
  ),
  optionIds: z.array(z.string()),
  rationale: z.string(),
  citations: z.array(
    z.strictObject({
      symbol: z.string(),
      part: z.string().nullable(),
      locator: z.string().nullable(),
      checked: z.boolean(),
    }),
  ),
});

export const resultCall = z.strictObject({
  earnedPoints: z.number().min(0),
  possiblePoints: z.int().min(0),
  components: z.array(
    z.strictObject({
      kind: z.string(),
      weight: z.int().min(1).max(100),
      earned: z.number().min(0).nullable(),
      possible: z.number().min(0),
    }),
  ),
  threshold: z.int().min(1).max(100),
  strict: z.boolean(),
  /** Of the total; null while a component is open. */
  passed: z.boolean().nullable(),
  /** Once the event's review rule is open, and before that not there at all. */
  answers: z.array(reviewedCall).optional(),
});

/** One reviewed answer as a program reads it. */
export const reviewedCallOf = ({
  position: at,
  stem,
  kind,
  points,
  earned,
  options,
  rationale,
  citations,
}: ReviewedAnswer): z.infer<typeof reviewedCall> => ({
  position: at,
  stem,
  kind,
  points,
  earned,
  options: options.map(({ id, text, right, why }) => ({ id, text, right, why })),
  optionIds: options.filter(({ chosen }) => chosen).map(({ id }) => id),
  rationale,
  citations: citations.map(({ symbol, part, locator, checkedOn }) => ({
    symbol,
    part,
    locator,
    checked: checkedOn !== null,
  })),
});
