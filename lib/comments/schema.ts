import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { labels, roomRules } from "./rules";

/** The longest comment. Units: UTF-16 code units, as a browser counts what is typed. */
export const MAXIMUM_COMMENT = 4000;

/** Text as it is kept: composed, without controls that are neither tab nor line end, and without what turns its direction. */
const cleanText = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .toWellFormed()
    .normalize("NFC")
    .replace(/[ \t]+$/gm, "")
    .trim();

const passage = (maximum: number, empty: string, long: string) =>
  z
    .string()
    .max(maximum * 4, long)
    .transform(cleanText)
    .pipe(z.string().max(maximum, long))
    // What has no letter, digit, sign or picture in it is empty to whoever reads it.
    .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), empty);

const remark = passage(MAXIMUM_COMMENT, "problem.comment.empty", "problem.comment.too-long");
const reason = passage(500, "problem.comment.reason", "problem.comment.reason-long");
const label = z.union([z.literal(""), z.enum(labels)], "problem.comment.label").default("");
const page = z.string().regex(/^[1-9]\d{0,2}$/);

export const writeFields = z.object({
  event: slugSchema,
  module: slugSchema,
  lesson: slugSchema,
  number: page,
  /** The form brings the new comment's id, so that a second click finds what the first one wrote. */
  comment: z.uuid(),
  parent: z.union([z.literal(""), z.uuid()]).default(""),
  remark,
  label,
});

export const editFields = z.object({
  comment: z.uuid(),
  revision: z.string().regex(/^\d{1,16}$/),
  remark,
  label,
});

export const deleteFields = z.object({ comment: z.uuid(), sure: z.literal("yes", "problem.comment.sure") });

export const reportFields = z.object({ comment: z.uuid(), reason });

export const moderateFields = z.discriminatedUnion("intent", [
  z.object({ event: slugSchema, comment: z.uuid(), intent: z.enum(["show", "keep"]) }),
  z.object({ event: slugSchema, comment: z.uuid(), intent: z.enum(["hide", "restore", "mute"]), reason }),
]);

export const roomFields = z.object({
  event: slugSchema,
  rule: z.enum(roomRules, "problem.comment.rule"),
  held: z.literal("yes").optional(),
  label,
  /** The last day of the comments, by the event's clock; empty keeps them. */
  purgeDay: z.union([z.literal(""), z.string().regex(/^\d{4}-\d\d-\d\d$/)], "problem.comment.purge-day").default(""),
});
