import { AsyncLocalStorage } from "node:async_hooks";
import { isDatabaseAway } from "@/lib/db/failures";

/*
 * A page cannot choose its status: what fails while it is made is a 500 to the framework. What a reader should be told instead
 * (the database is away or too busy: come back) is noted here by the loaders, for the server in front that sends the answer.
 * So are the parts of a page that are drawn without the framework. Pages are bundled apart from that server, so this module
 * exists twice in the process, and the notes are shared.
 */

type Notes = { databaseAway: boolean; readonly parts: string[] | null };
const holder = globalThis as typeof globalThis & { chanceryNotes?: AsyncLocalStorage<Notes> };
holder.chanceryNotes ??= new AsyncLocalStorage<Notes>();

/**
 * Makes a page, and says whether the database failed it.
 * @param keepsParts whether who asks will put the page's parts in their places
 */
export async function withNotes<Answer>(make: () => Promise<Answer>, keepsParts: boolean) {
  const notes: Notes = { databaseAway: false, parts: keepsParts ? [] : null };
  const answer = await (holder.chanceryNotes?.run(notes, make) ?? make());
  return { answer, databaseAway: notes.databaseAway, parts: notes.parts ?? [] };
}

/** The attribute of an empty tag that says which part belongs into it. */
export const partAttribute = "data-part";

/** Keeps a part of the page being made. Returns its number; null where nobody would put it in its place. */
export function keepPart(html: string): number | null {
  const parts = holder.chanceryNotes?.getStore()?.parts;
  return parts ? parts.push(html) - 1 : null;
}

/** Reads what a page needs, and notes it when the database is the reason that this fails. */
export async function noting<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const notes = holder.chanceryNotes?.getStore();
    if (notes && isDatabaseAway(error)) notes.databaseAway = true;
    throw error;
  }
}
