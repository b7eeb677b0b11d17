import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { normsSchema } from "@/lib/content/library-schema";
import { normProgress, ringPoint, textIn } from "./rules";
import type { NormLesson } from "./types";

const { norms, measures } = normsSchema.parse(parse(readFileSync("content/library/norms.yaml", "utf8")));

describe("the norms and measures of the library", () => {
  it("are eleven, with three limits, each cited by its letter and by its range of explanation", () => {
    expect(norms.map(({ letter }) => letter).join("")).toBe("abcdefghijk");
    expect(norms.filter(({ kind }) => kind === "limit").map(({ letter }) => letter)).toEqual(["c", "f", "k"]);
    const ranges = ["19-21", "22-28", "29-30", "31-35", "36-41", "42-46", "47-50", "51-55", "56-59", "60-64", "65-68"];
    expect(norms.map(({ citations }) => citations.map(({ document, locator }) => `${document} ${locator}`))).toEqual(
      ranges.map((range, i) => [`A/70/174 para. 13 (${"abcdefghijk"[i]})`, `A/76/135 paras. ${range}`]),
    );
  });

  it("have sixteen measures of the OSCE and eight global ones beside them, counted through", () => {
    const numbers = (of: string) => measures.filter(({ set }) => set === of).map(({ number }) => number);
    expect(numbers("osce")).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(numbers("global")).toEqual(Array.from({ length: 8 }, (_, i) => i + 1));
  });

  it("say in Arabic what a norm is called there, and never call it a rule", () => {
    for (const { letter, ar } of norms) expect(JSON.stringify(ar), letter).not.toMatch(/قاعدة|قواعد/);
  });

  it("use sentences that a second-language reader can follow", () => {
    for (const { letter, en } of norms)
      for (const sentence of [en.plain, ...en.csirt].flatMap((text) => text.split(/(?<=[.:]) /)))
        expect(sentence.split(/\s+/).length, `${letter}: ${sentence}`).toBeLessThanOrEqual(30);
  });
});

describe("textIn", () => {
  it("falls back to English, and says so", () => {
    expect(textIn({ en: "norm", fr: "norme" }, "fr")).toEqual({ text: "norme", language: "fr" });
    expect(textIn({ en: "norm" }, "ar")).toEqual({ text: "norm", language: "en" });
  });
});

describe("normProgress", () => {
  const lesson = (pages: number, read: number | null): NormLesson => ({
    module: "m",
    slug: "l",
    title: "L",
    language: "en",
    pages,
    own: read === null ? null : { path: "/learn/e/m/l", read },
  });
  it.each([
    { lessons: [], progress: null, why: "no lesson teaches it" },
    { lessons: [lesson(2, null)], progress: null, why: "none of the lessons is in an event of theirs" },
    {
      lessons: [lesson(2, 1), lesson(3, null)],
      progress: { read: 1, total: 2 },
      why: "lessons of others do not count",
    },
    { lessons: [lesson(2, 5)], progress: { read: 2, total: 2 }, why: "never more than everything" },
  ])("$progress when $why", ({ lessons, progress }) => expect(normProgress({ lessons })).toEqual(progress));
});

describe("ringPoint", () => {
  it("begins at the top, and turns the way the page reads", () => {
    expect(ringPoint(0, 11, 100, "ltr")).toEqual({ x: 0, y: -100 });
    expect(ringPoint(1, 4, 100, "ltr")).toEqual({ x: 100, y: 0 });
    expect(ringPoint(1, 4, 100, "rtl")).toEqual({ x: -100, y: 0 });
  });
});
