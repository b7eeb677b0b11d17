import { parentPort } from "node:worker_threads";
import { parsers } from "./hostile-parsers";

/*
 * Gives every parser all its hostile text, in a thread of its own: a parser that does not end holds up this thread alone, and
 * who watches can stop it and knows which one it was.
 */

for (const { name, texts, read } of parsers) {
  parentPort?.postMessage(name);
  for (const text of texts) read(text);
}
parentPort?.postMessage(null);
