import { afterAll, afterEach, vi } from "vitest";

/*
 * Nothing of ours writes to console.error: what arrives there is a library's complaint that somebody should hear, so it
 * fails the test during which it was said.
 */

const complaints: string[] = [];
vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
  complaints.push(words.map((word) => (word instanceof Error ? (word.stack ?? word.message) : String(word))).join(" "));
});

function raise(): void {
  const said = complaints.splice(0);
  if (said.length > 0) throw new Error(`console.error was called:\n${said.join("\n")}`);
}

afterEach(raise);
afterAll(raise);
