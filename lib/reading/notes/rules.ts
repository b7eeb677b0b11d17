import type { Note, NoteGroup, NotePlace, PlacedNote } from "./types";

/** How many notes one person keeps at most. */
export const MAXIMUM_NOTES = 3000;
export const BODY_LENGTH = 4000;
export const QUOTE_LENGTH = 1000;

/** A quoted passage on one line, as it is looked for in a text; null for an empty one. */
export const cleanQuote = (text: string): string | null => text.replace(/\s+/gu, " ").trim() || null;

const lessonKey = ({ slug, module, lesson }: NotePlace): string => `${slug ?? ""} ${module} ${lesson}`;

/** Notes by event, and in each by lesson, in the order in which they come. */
export function groupNotes(notes: readonly PlacedNote[]): NoteGroup[] {
  const groups = new Map<
    string,
    { event: NoteGroup["event"]; lessons: Map<string, { place: NotePlace; notes: Note[] }> }
  >();
  for (const { place, ...note } of notes) {
    const group = groups.get(place.slug ?? "") ?? { event: place.event, lessons: new Map() };
    groups.set(place.slug ?? "", group);
    const lesson = group.lessons.get(lessonKey(place)) ?? { place, notes: [] };
    group.lessons.set(lessonKey(place), lesson);
    lesson.notes.push(note);
  }
  return [...groups.values()].map(({ event, lessons }) => ({ event, lessons: [...lessons.values()] }));
}

type Words = { readonly title: string; readonly elsewhere: string; readonly page: (page: number) => string };

/** A person's notes as one Markdown text: a heading an event, one a lesson, each passage as a block quote. */
export function notesMarkdown(groups: readonly NoteGroup[], { title, elsewhere, page }: Words): string {
  const parts = [`# ${title}`];
  for (const { event, lessons } of groups) {
    parts.push(`## ${event?.text ?? elsewhere}`);
    for (const { place, notes } of lessons) {
      parts.push(`### ${[place.number, place.title.text].filter(Boolean).join(" ")}`);
      for (const note of notes) {
        const quote = note.quote === null ? [] : [`> ${note.quote}`];
        const body = note.body ? [note.body] : [];
        parts.push(...quote, ...body, `(${page(note.page)}, ${note.createdAt.toISOString().slice(0, 10)})`);
      }
    }
  }
  return `${parts.join("\n\n")}\n`;
}
