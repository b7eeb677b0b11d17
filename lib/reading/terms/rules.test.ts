import { describe, expect, it } from "vitest";
import { linkTerms, makeFinder, notesOf } from "./rules";
import type { Term } from "./types";

const term = (slug: string, name: string, abbreviation: string | null = null, equivalents = {}): Term => ({
  slug,
  term: name,
  abbreviation,
  definition: `What ${name} means.`,
  equivalents,
});
const glossary = [
  term("csirt", "Computer security incident response team", "CSIRT"),
  term("first", "Forum of Incident Response and Security Teams", "FIRST"),
  term("baseline", "Baseline"),
  term("au", "African Union", "AU"),
  term("measures", "Confidence-building measures", "CBM", { fr: "mesures de confiance", ar: "تدابير بناء الثقة" }),
  term("labels", "TLP labels (TLP:RED)"),
  term("research", "Research & development"),
];
const link = (html: string, language = "en") => linkTerms(html, makeFinder(glossary, language));
const button = (slug: string, words: string) =>
  `<button type="button" class="term" popovertarget="term-${slug}">${words}</button>`;

describe("linkTerms", () => {
  it.each([
    {
      html: "<p>A baseline is set.</p>",
      linked: `<p>A ${button("baseline", "baseline")} is set.</p>`,
      why: "in any case",
    },
    {
      html: "<p>Baselines, and a baseline.</p>",
      linked: `<p>${button("baseline", "Baselines")}, and a baseline.</p>`,
      why: "the first use, in the plural too",
    },
    {
      html: "<p>One <em>CSIRT</em> and two CSIRTs.</p>",
      linked: `<p>One <em>${button("csirt", "CSIRT")}</em> and two CSIRTs.</p>`,
      why: "an abbreviation is the same term",
    },
    {
      html: "<p>First, au revoir.</p>",
      linked: "<p>First, au revoir.</p>",
      why: "an abbreviation in other letters is none",
    },
    { html: "<h3>Baseline</h3>", linked: "<h3>Baseline</h3>", why: "no heading" },
    { html: '<p><a href="#p1">baseline</a></p>', linked: '<p><a href="#p1">baseline</a></p>', why: "no link" },
    { html: "<p><code>baseline</code></p>", linked: "<p><code>baseline</code></p>", why: "no code" },
    {
      html: "<figure><figcaption>Baseline</figcaption></figure><p>baseline</p>",
      linked: `<figure><figcaption>Baseline</figcaption></figure><p>${button("baseline", "baseline")}</p>`,
      why: "no figure, and the text after it",
    },
    {
      html: "<p>sub-baseline, baseline-led, baselines2</p>",
      linked: "<p>sub-baseline, baseline-led, baselines2</p>",
      why: "whole words",
    },
    { html: '<p title="baseline">x</p>', linked: '<p title="baseline">x</p>', why: "no attribute" },
    {
      html: "<p>Research &amp; development</p>",
      linked: `<p>${button("research", "Research &amp; development")}</p>`,
      why: "words with a sign that HTML writes otherwise",
    },
  ])("$html: $why", ({ html, linked }) => {
    expect(link(html).html).toBe(linked);
  });

  it.each([
    { language: "fr", html: "<p>Des mesures de confiance.</p>", used: ["measures"] },
    { language: "fr", html: "<p>Une baseline et un CSIRT.</p>", used: ["csirt"] },
    { language: "ar", html: "<p>هي تدابير بناء الثقة.</p>", used: ["measures"] },
    { language: "en", html: "<p>A CSIRT sets a baseline for an AU project.</p>", used: ["csirt", "baseline", "au"] },
    { language: "en", html: "<p>TLP labels</p>", used: [] },
  ])("of $html in $language are used: $used", ({ language, html, used }) => {
    expect(link(html, language).used).toEqual(used);
  });

  it("leaves a page as it is where the glossary has nothing", () => {
    const html = "<p>A baseline.</p>";
    expect(linkTerms(html, makeFinder([], "en"))).toEqual({ html, used: [] });
  });
});

describe("notesOf", () => {
  it("gives the word of the page's language, and the English one beside it", () => {
    const [note] = notesOf(glossary, ["measures"], "fr");
    expect(note).toMatchObject({
      title: { text: "mesures de confiance", language: "fr" },
      english: "Confidence-building measures",
    });
    expect(notesOf(glossary, ["measures"], "en")[0]).toMatchObject({ english: null });
  });
});
