import { z } from "zod";
import { translator } from "@/lib/content/messages";
import { defineRoute } from "@/lib/entry/define-route";
import { isLanguage } from "@/lib/format/languages";
import { listNotes } from "@/lib/reading/notes/data";
import { groupNotes, notesMarkdown } from "@/lib/reading/notes/rules";

const door = {
  summary: "All notes and highlights of whoever asks, as one Markdown text in their language.",
  params: z.unknown(),
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor }) => {
  const t = translator(isLanguage(actor.language) ? actor.language : "en");
  const words = {
    title: t("notes.title"),
    elsewhere: t("notes.elsewhere"),
    page: (page: number) => t("notes.page", { page }),
  };
  return new Response(notesMarkdown(groupNotes(await listNotes(actor, actor.language)), words), {
    headers: {
      "content-type": "text/markdown; charset=utf-8",
      "content-disposition": 'attachment; filename="notes.md"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
