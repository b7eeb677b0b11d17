import { z } from "zod";
import { defineRoute, json } from "@/lib/entry/define-route";
import { listNotes } from "@/lib/reading/notes/data";

const text = z.object({ text: z.string(), language: z.string() });

const door = {
  summary: "All notes and highlights of whoever asks, and nobody else's.",
  params: z.unknown(),
  answers: {
    200: z.object({
      notes: z.array(
        z.object({
          id: z.string(),
          event: text.nullable(),
          lesson: z.object({ module: z.string(), slug: z.string(), number: z.string().nullable(), title: text }),
          page: z.int(),
          /** The language of the text in which it was made. */
          language: z.string(),
          quote: z.string().nullable(),
          body: z.string(),
          createdAt: z.iso.datetime(),
          updatedAt: z.iso.datetime(),
        }),
      ),
    }),
  },
};

export const GET = defineRoute(door, async ({ actor }) => {
  const notes = await listNotes(actor, actor.language);
  return json({
    notes: notes.map(({ place, createdAt, updatedAt, ...note }) => ({
      ...note,
      event: place.event,
      lesson: { module: place.module, slug: place.lesson, number: place.number, title: place.title },
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    })),
  });
});
