import { describe, expect, it } from "vitest";
import { countryBrief } from "@/lib/content/briefs";
import { languages } from "@/lib/format/languages";
import { changesIn, digestOf, layBrief, readEdits } from "./rules";

const entry = (field: string, text = "T", source = "S") => ({ field, text, source, savedAt: new Date(0) });

describe("layBrief", () => {
  it.each(languages)("numbers every field through, with a label and a help of its own in %s", (language) => {
    const { groups, total, filled } = layBrief(countryBrief, [], language);
    const fields = groups.flatMap((group) => group.fields);
    expect(fields.map(({ number }) => number)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    expect(new Set(fields.map(({ label }) => label)).size).toBe(total);
    expect(fields.every(({ entry: none }) => none === null)).toBe(true);
    expect(filled).toBe(0);
  });

  it("shows an entry at its field, and leaves out one of a field that the template no longer has", () => {
    const { groups, filled } = layBrief(countryBrief, [entry("strategy"), entry("gone")], "en");
    expect(filled).toBe(1);
    expect(groups.flatMap(({ fields }) => fields).find(({ slug }) => slug === "strategy")?.entry?.text).toBe("T");
  });
});

describe("readEdits", () => {
  it.each([
    { typed: { text_lead: "Office", source_lead: "Decree 1" }, problems: [], why: "both" },
    { typed: { text_lead: "  ", source_lead: "" }, problems: [], why: "neither: the entry goes" },
    {
      typed: { text_lead: "Office" },
      problems: ["source_lead problem.brief.source"],
      why: "no entry without a source",
    },
    { typed: { source_lead: "Decree 1" }, problems: ["text_lead problem.brief.text"], why: "a source of nothing" },
    {
      typed: { text_lead: "x".repeat(4001), source_lead: "y".repeat(401) },
      problems: ["text_lead problem.too-long", "source_lead problem.too-long"],
      why: "too much",
    },
    { typed: { text_lead: ["a"], source_other: "x" }, problems: [], why: "what is no field is nothing" },
  ])("$problems: $why", ({ typed, problems }) => {
    expect(readEdits(countryBrief, typed).problems.map(({ field, key }) => `${field} ${key}`)).toEqual(problems);
  });
});

describe("changesIn and digestOf", () => {
  it("names what differs, and tells two briefs apart in whatever order they come", () => {
    const before = [entry("lead"), entry("laws")];
    const edits = [
      { field: "lead", text: "T", source: "S" },
      { field: "laws", text: "", source: "" },
      { field: "needs", text: "N", source: "S" },
      { field: "norms", text: "", source: "" },
    ];
    expect(changesIn(edits, before).map(({ field }) => field)).toEqual(["laws", "needs"]);
    expect(digestOf(before)).toBe(digestOf([...before].reverse()));
    expect(digestOf(before)).not.toBe(digestOf([entry("lead"), entry("laws", "T", "other")]));
  });
});
