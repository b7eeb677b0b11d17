import { describe, expect, it } from "vitest";
import { renderLesson } from "@/lib/content/markdown";
import { translator } from "@/lib/content/messages";
import type { LessonPage } from "../types";
import { packText, textOnly, withPrefix } from "./rules";

const markdown = `A claim.[^1]

### A heading

| A | B |
| -- | -- |
| 1 | 2 |

\`\`\`figure
kind: flow
title: Two steps
steps:
  - { text: Receive }
  - { text: Answer, note: in writing }
\`\`\`
`;
const html = renderLesson(markdown);

const buildPage = (fields: Partial<LessonPage> = {}): LessonPage => ({
  language: "en",
  html,
  words: 10,
  translationReviewed: false,
  contested: false,
  practice: [],
  resources: [],
  citations: [
    {
      number: 1,
      symbol: "A/70/174",
      documentTitle: "Report <of> experts",
      part: null,
      locator: "para. 13",
      checkedOn: null,
      stale: "unread",
      supersededBy: null,
    },
  ],
  ...fields,
});

describe("textOnly", () => {
  const text = textOnly(html);

  it("has no drawing, no class and nothing to fold, and keeps a figure's words", () => {
    expect(text).not.toMatch(/<svg|class=|tabindex|<details|<summary|<div/);
    expect(text).toContain("<figcaption>Two steps</figcaption>");
    expect(text).toContain("<li>Answer: in writing</li>");
  });

  it("keeps paragraph numbers, headings one step lower, and whole tables", () => {
    expect(text).toContain("<small>1</small>");
    expect(text).toContain("<h4>A heading</h4>");
    expect(text.match(/<table>/g)).toHaveLength(1);
    expect(text.match(/<\/table>/g)).toHaveLength(1);
  });
});

describe("withPrefix", () => {
  it("gives every page of a document addresses of its own", () => {
    const both = withPrefix(html, "a-") + withPrefix(html, "b-");
    const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, names = ""] of both.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const name of names.split(" ")) expect(ids).toContain(name);
    for (const [, target] of both.matchAll(/href="#(?!citation)([^"]+)"/g)) expect(ids).toContain(target);
  });
});

describe("packText", () => {
  const lesson = (number: string) => ({
    number,
    title: { text: `Lesson ${number}`, language: "en" },
    keyQuestion: { text: "Why & how?", language: "en" },
    pages: [
      { number: 1, title: { text: "One", language: "en" }, text: buildPage() },
      { number: 2, title: { text: "Two", language: "en" }, text: buildPage() },
    ],
  });
  const pack = packText({ text: "2. Module", language: "en" }, [lesson("2.1"), lesson("2.2")], "fr", translator("fr"));

  it("is one document in the reader's language, whose English parts say so", () => {
    expect(pack).toContain('<html lang="fr" dir="ltr">');
    expect(pack).toContain('<span lang="en" dir="ltr">Why &amp; how?</span>');
    expect(pack).toContain("Report &lt;of&gt; experts");
  });

  it("loads nothing, and every link in it leads to a place in it", () => {
    expect(pack).not.toMatch(/\ssrc=|<script|<link|https?:/);
    const ids = [...pack.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of pack.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});
