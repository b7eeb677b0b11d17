import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { languageSchema, slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { AppError, found } from "@/lib/errors";
import { getOutline, getReadingEvent } from "../data";
import { findPlace, pathOfPlace } from "../rules";
import { getNoteSubject } from "./data";
import { addNote, deleteNote, editNote } from "./mutations";
import { BODY_LENGTH, cleanQuote, QUOTE_LENGTH } from "./rules";
import type { NoteReason } from "./types";

const refusal = (reason: NoteReason): FormAnswer => ({
  refused: [{ field: "noteBody", key: `problem.note.${reason}` }],
});

/** Back to the page on which the form stood, without what it was asked for. */
const backTo = (page: string, anchor: string): string => {
  const url = new URL(page, "http://page");
  for (const name of ["note", "refused", "done"]) url.searchParams.delete(name);
  return `${url.pathname}${url.search}#${anchor}`;
};

/** A note on the page, or with `note` other words for one that is there. */
export const saveNoteForm = defineForm({
  schema: z.object({
    event: slugSchema,
    module: slugSchema,
    lesson: slugSchema,
    number: z.string().regex(/^[1-9]\d{0,2}$/),
    textLanguage: languageSchema,
    note: z.uuid().or(z.literal("")).default(""),
    noteQuote: z.string().trim().max(QUOTE_LENGTH).default(""),
    noteBody: z.string().trim().max(BODY_LENGTH).default(""),
  }),
  run: async (input, { actor, language, page, at }) => {
    if (input.note) {
      const permit = authorize(actor, "note.keep", found(await getNoteSubject(input.note), "note"));
      const edited = await editNote(permit, input.noteBody);
      return edited.ok ? { to: backTo(page, `note-${input.note}`) } : refusal(edited.reason);
    }
    const event = found(await getReadingEvent(actor, input.event, language), "event");
    if (event.enrolment?.state !== "enrolled") throw new AppError("not-found", "not enrolled");
    const permit = authorize(actor, "enrolment.use", { id: event.enrolment.id, personId: actor.id });
    const outline = await getOutline(permit, event, language);
    const place = found(findPlace(outline, input.module, input.lesson, Number(input.number)), "page of the edition");
    const added = await addNote(permit, {
      versionId: place.lesson.versionId,
      page: place.page,
      language: input.textLanguage,
      quote: cleanQuote(input.noteQuote),
      body: input.noteBody,
    });
    return added.ok ? { to: `${at(pathOfPlace(event.slug, place))}#note-${added.value.id}` } : refusal(added.reason);
  },
});

export const deleteNoteForm = defineForm({
  schema: z.object({ note: z.uuid() }),
  run: async ({ note }, { actor, page }) => {
    const subject = found(await getNoteSubject(note), "note");
    await deleteNote(authorize(actor, "note.keep", subject));
    return { to: backTo(page, "notes") };
  },
});
