import { describe, expect, it } from "vitest";
import { cleanQuote, groupNotes, notesMarkdown } from "./rules";
import type { NotePlace, PlacedNote } from "./types";

const place = (slug: string | null, lesson: string, number: string | null): NotePlace => ({
  slug,
  event: slug ? { text: `Event ${slug}`, language: "en" } : null,
  module: "module",
  lesson,
  number,
  title: { text: `Lesson ${lesson}`, language: "en" },
});
const note = (where: NotePlace, body: string, quote: string | null = null): PlacedNote => ({
  id: crypto.randomUUID(),
  page: 2,
  language: "en",
  quote,
  body,
  createdAt: new Date("2026-11-22T10:00:00Z"),
  updatedAt: new Date("2026-11-22T10:00:00Z"),
  place: where,
});
const notes = [
  note(place("a", "one", "1.1"), "First"),
  note(place("a", "one", "1.1"), "", "A passage"),
  note(place("a", "two", "1.2"), "Second", "Another"),
  note(place(null, "old", null), "From before"),
];

describe("cleanQuote", () => {
  it.each([
    ["  two\n words ", "two words"],
    [" \n ", null],
  ])("%j is %j", (text, quote) => expect(cleanQuote(text)).toBe(quote));
});

describe("groupNotes", () => {
  it("puts notes under their event and lesson, those without an event under none", () => {
    expect(
      groupNotes(notes).map(({ event, lessons }) => [event?.text, lessons.map((lesson) => lesson.notes.length)]),
    ).toEqual([
      ["Event a", [2, 1]],
      [undefined, [1]],
    ]);
  });
});

describe("notesMarkdown", () => {
  it("has every note once, passages as block quotes", () => {
    const words = { title: "My notes", elsewhere: "Elsewhere", page: (page: number) => `page ${page}` };
    const text = notesMarkdown(groupNotes(notes), words);
    expect(text).toBe(
      [
        "# My notes",
        "## Event a",
        "### 1.1 Lesson one",
        "First",
        "(page 2, 2026-11-22)",
        "> A passage",
        "(page 2, 2026-11-22)",
        "### 1.2 Lesson two",
        "> Another",
        "Second",
        "(page 2, 2026-11-22)",
        "## Elsewhere",
        "### Lesson old",
        "From before",
        "(page 2, 2026-11-22)\n",
      ].join("\n\n"),
    );
  });
});
