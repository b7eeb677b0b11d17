import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { profileSchema } from "@/lib/content/library-schema";
import { loadContent } from "@/lib/content/load";
import { runsOf } from "./reading";

/* The library's own words: norms, measures and policy profiles. */

const { profiles, norms, measures, documents, glossary } = loadContent(
  path.resolve(import.meta.dirname, "../../content"),
);

const itemsOf = (profile: (typeof profiles)[number]) =>
  profile.sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items.filter((item) => "id" in item)));

describe("policy profiles", () => {
  it("cover ITU, the processes of the United Nations, four regions and FIRST, each in the four sections of its model", () => {
    expect(profiles.map(({ slug }) => slug).sort()).toEqual([
      "african-union",
      "asean",
      "first",
      "gge",
      "global-mechanism",
      "itu",
      "oas",
      "oewg",
      "osce",
    ]);
    for (const { slug, sections } of profiles)
      expect(
        sections.map((section) => section.slug),
        slug,
      ).toEqual(["policy", "structure", "legislation", "cooperation"]);
  });

  it("name a source, or say why not, for every item", () => {
    for (const profile of profiles)
      for (const { id, citations, sources, note } of itemsOf(profile))
        expect(citations.length > 0 || sources > 0 || note !== null, `${profile.slug}/${id}`).toBe(true);
  });

  it("call no meeting of 2026 one that took place, and no ended process one that goes on", () => {
    for (const profile of profiles)
      for (const { id, date, summary } of itemsOf(profile)) {
        const text = [date?.text ?? "", ...summary].join(" ");
        if (text.includes("2026")) expect(text, `${profile.slug}/${id}`).toMatch(/scheduled/i);
        expect(text, `${profile.slug}/${id}`).not.toMatch(/Working Group (?:continues|goes on|will)/);
      }
  });

  it("are refused with an unknown record, a lost counterpart, or two records of one name", () => {
    const profile = profiles.find(({ slug }) => slug === "itu");
    const edited = (change: (text: string) => string) =>
      profileSchema.safeParse(JSON.parse(change(JSON.stringify(profile))));
    expect(edited((text) => text).success).toBe(true);
    for (const change of [
      (text: string) => text.replace('"same":"group-on-cybercrime"', '"same":"nothing"'),
      (text: string) => text.replace('"related":["global-cybersecurity-index"]', '"related":[]'),
      (text: string) => text.replace('"id":"study-group-17"', '"id":"regional-summit"'),
    ])
      expect(edited(change).success).toBe(false);
  });
});

describe("the library's own words", () => {
  it("repeat no eight words in a row from a text that they were seeded from", () => {
    const seeds = new Set(readFileSync(path.join(import.meta.dirname, "seed-runs.txt"), "utf8").split("\n"));
    const hash = (run: string) => createHash("sha256").update(run).digest("hex").slice(0, 10);
    const texts = [
      ...norms.flatMap(({ en }) => [en.title, en.plain, ...en.csirt]),
      ...measures.map(({ en }) => en),
      ...profiles.flatMap((profile) => itemsOf(profile).flatMap(({ summary }) => summary)),
      ...glossary.map(({ definition }) => definition),
    ];
    for (const text of texts)
      expect(
        runsOf(text, 8).filter((run) => seeds.has(hash(run))),
        text,
      ).toEqual([]);
  });

  it("cite superseded documents only where a copied record names them, and each has a successor", () => {
    const superseded = documents.filter(({ status }) => status === "superseded");
    for (const { symbol, supersededBy } of superseded) expect(supersededBy, symbol).not.toBeNull();
    const symbols = new Set(superseded.map(({ symbol }) => symbol));
    for (const profile of profiles.filter(({ slug }) => slug !== "itu"))
      for (const { id, citations } of itemsOf(profile))
        for (const { document } of citations) expect(symbols.has(document), `${profile.slug}/${id}`).toBe(false);
  });
});
