import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugSchema } from "@/lib/content/schema";
import { freeSlug, slugOf } from "./slug";

describe("slugOf", () => {
  it.each([
    { text: "UN cyber norms for CSIRTs", slug: "un-cyber-norms-for-csirts", why: "words joined by hyphens" },
    {
      text: "  Développement à Genève: 2027!  ",
      slug: "developpement-a-geneve-2027",
      why: "letters without their marks",
    },
    { text: "Côte d’Ivoire's course", slug: "cote-divoires-course", why: "an apostrophe ends no word" },
    { text: "Straße № 5", slug: "stra-e-no-5", why: "what has no Latin letter becomes a gap" },
    { text: "دورة في الدبلوماسية السيبرانية", slug: "event", why: "nothing Latin is left" },
    { text: "🎓", slug: "event", why: "an emoji is no word" },
    { text: "", slug: "event", why: "nothing was there" },
    { text: "<script>alert(1)</script>", slug: "script-alert-1-script", why: "marks of other languages are gaps" },
  ])("makes $slug: $why", ({ text, slug }) => {
    expect(slugOf(text, "event")).toBe(slug);
  });

  it("cuts a long title at the end of a word", () => {
    const slug = slugOf("Implementing the UN cyber norms and confidence-building measures in CSIRTs", "event");
    expect(slug).toBe("implementing-the-un-cyber-norms-and-confidence-building");
  });

  it("cuts one endless word in its middle", () => {
    expect(slugOf("x".repeat(200), "event")).toBe("x".repeat(60));
  });

  it("is part of an address for any text, and at most 60 characters of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const slug = slugOf(text, "event");
        expect(slugSchema.safeParse(slug).success).toBe(true);
        expect(slug.length).toBeLessThanOrEqual(60);
      }),
    );
  });
});

describe("freeSlug", () => {
  it.each([
    { taken: [], free: "norms", why: "nobody has it" },
    { taken: ["norms"], free: "norms-2", why: "one has it" },
    { taken: ["norms", "norms-2", "norms-4"], free: "norms-3", why: "the first gap" },
    { taken: ["norms-2"], free: "norms", why: "only a numbered one is taken" },
  ])("gives $free: $why", ({ taken, free }) => {
    expect(freeSlug("norms", new Set(taken))).toBe(free);
  });
});
