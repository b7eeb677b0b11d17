import { describe, expect, it } from "vitest";
import { isLesson, isPart, markKept, ownerOf, withoutComments } from "./copies";

const url = (address: string): URL => new URL(address, "https://academy.example.org");

describe("what is kept on a device", () => {
  it.each([
    ["/learn/event/module/lesson", true],
    ["/learn/event/module/lesson?page=2", true],
    ["/fr/learn/event/module/lesson?page=12", true],
    ["/ar/learn/event/module/lesson", true],
    ["/learn/event/module/lesson?note=7b1f", false],
    ["/learn/event/module/lesson?refused=abc", false],
    ["/learn/event/module/lesson/print", false],
    ["/learn/event", false],
    ["/learn/event/brief", false],
    ["/learn/event/rehearsal", false],
    ["/exams/7b1f2c34", false],
    ["/account/notes/of/mine", false],
    ["/es/learn/event/module/lesson", false],
  ])("%s is a lesson to keep: %s", (address, kept) => {
    expect(isLesson(url(address))).toBe(kept);
  });

  it.each([
    ["/_next/static/chunks/abc.css", true],
    ["/fonts/plex-serif-400.woff2", true],
    ["/scripts/reader.js", true],
    ["/scripts/exam.js", false],
    ["/_next/static/chunks/abc.js", false],
    ["/api/notes", false],
    ["/forms/save-note", false],
  ])("%s is a part of its look: %s", (address, kept) => {
    expect(isPart(url(address))).toBe(kept);
  });

  it("is one reader's: a page says whose it is", () => {
    expect(ownerOf('<div class="reader" id="reader" data-reader="Ab3_-f9Ab3_-" data-scope="/learn/">')).toBe(
      "Ab3_-f9Ab3_-",
    );
    expect(ownerOf("<h1>Sign in</h1>")).toBeNull();
  });

  it("says when it was kept", () => {
    expect(markKept('<html><body class="x">', "2026-11-22T10:00:00.000Z")).toBe(
      '<html><body data-kept-at="2026-11-22T10:00:00.000Z" class="x">',
    );
  });
});

it("is kept without what people wrote under it", () => {
  const page =
    '<main><section id="notes">mine</section><section id="comments" class="x"><h2>Comments</h2>theirs</section>end</main>';
  expect(withoutComments(page)).toBe('<main><section id="notes">mine</section>end</main>');
});
