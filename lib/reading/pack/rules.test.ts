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
  const frame = {
    course: { text: "A course", language: "en" },
    heading: { text: "2. Module", language: "en" },
    reviewed: false,
    madeOn: new Date("2027-03-12T23:30:00Z"),
  };
  const t = translator("fr");
  const pack = packText(frame, [lesson("2.1"), lesson("2.2")], "fr", t);

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

  it("says far from the platform what its pages say: a sample, in which language, contested, and which source nobody read", () => {
    expect(pack).toContain(t("common.sample"));
    expect(packText({ ...frame, reviewed: true }, [lesson("2.1")], "fr", t)).not.toContain(t("common.sample"));
    expect(pack).toContain(t("reading.packs.as-of", { day: "12 mars 2027" }));
    expect(pack).toContain(t("common.untranslated", { language: "anglais" }));
    expect(pack).toContain(`<small>(${t("common.not-checked")})</small>`);
    expect(pack).not.toContain(t("reading.contested"));
    const [citation] = buildPage().citations;
    if (!citation) throw new Error("no citation");
    const pageOf = (fields: Partial<LessonPage>) => ({
      ...lesson("2.1"),
      pages: [{ number: 1, title: { text: "Une", language: "fr" }, text: buildPage(fields) }],
    });
    const old = { ...citation, checkedOn: "2027-01-02", stale: "superseded" as const, supersededBy: "A/80/257" };
    const french = packText(frame, [pageOf({ language: "fr", contested: true, citations: [old] })], "fr", t);
    expect(french).toContain(t("reading.translation-not-reviewed"));
    expect(french).toContain(t("reading.contested"));
    expect(french).toContain(`(${t("reading.checked-on", { day: "2 janvier 2027" })})`);
    expect(french).toContain("A/80/257");
    expect(packText(frame, [pageOf({ language: "fr", translationReviewed: true })], "fr", t)).not.toContain(
      t("reading.translation-not-reviewed"),
    );
  });
});
