import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer, fileField, readRefused } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { languages } from "@/lib/format/languages";
import { daysField } from "../invitations/schema";
import { applyImport } from "./mutations";
import { decodeFile, MOST_BYTES } from "./read-file";

const kind = z.enum(["participants", "nominations"], "problem.import.kind");
const language = z.enum(languages, "problem.language").default("en");

/** Reads a text or a file and shows what it would do; the report stands on the page, and nothing is changed. */
export const checkImportForm = defineForm({
  schema: z.object({
    event: slugSchema,
    kind,
    language,
    days: daysField,
    text: z.string().max(MOST_BYTES, "problem.import.file.too-large").default(""),
    file: fileField,
  }),
  run: async ({ event: slug, file, text, ...terms }, { actor }): Promise<FormAnswer> => {
    authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
    const typed = { kind: terms.kind, language: terms.language, days: String(terms.days) };
    if (file && text.trim() !== "") return { refused: [{ field: "file", key: "problem.import.both" }] };
    if (!file) {
      if (text.trim() === "") return { refused: [{ field: "text", key: "problem.import.file.empty" }] };
      return { refused: [], typed: { ...typed, text } };
    }
    const decoded = decodeFile(file.content);
    if (decoded.ok) return { refused: [], typed: { ...typed, text: decoded.value } };
    return {
      refused: [{ field: "file", key: `problem.import.file.${decoded.reason}` as MessageKey, values: { line: 0 } }],
    };
  },
});

/** Applies the report that is shown: the text is the one that it was made of, and is not sent again. */
export const applyImportForm = defineForm({
  schema: z.object({
    event: slugSchema,
    kept: z.string().max(40),
    digest: z.string().max(100),
    leaveOut: z.literal("yes").optional(),
  }),
  run: async ({ event: slug, kept, digest, leaveOut }, { actor, at, page }): Promise<FormAnswer> => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
    const shown = await readRefused(kept, new URL(page, "http://page").pathname);
    const brought = z
      .object({ kind, language, days: daysField, text: z.string().min(1) })
      .safeParse(shown?.values).data;
    if (!brought) return { refused: [{ field: null, key: "problem.import.forgotten" }] };
    const applied = await applyImport(permit, { ...brought, digest, leaveOut: leaveOut === "yes" });
    if (applied.ok)
      return { to: at(`/organize/events/${slug}/import?done=${brought.kind}&count=${applied.value.added}`) };
    return {
      refused: [
        { field: applied.reason === "wrong-lines" ? "leaveOut" : null, key: `problem.import.${applied.reason}` },
      ],
      typed: { ...brought, days: String(brought.days) },
    };
  },
});
