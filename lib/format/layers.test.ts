import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Layer, pickLayer } from "./layers";

const layersIn = (...codes: string[]): Layer[] => codes.map((language) => ({ language }));

describe("pickLayer", () => {
  it.each([
    { has: ["en", "fr", "ar"], wants: "ar", gets: "ar", why: "it is there" },
    { has: ["fr", "en"], wants: "en", gets: "en", why: "it is there, though not first" },
    { has: ["fr", "en"], wants: "ar", gets: "en", why: "else in English" },
    { has: ["fr", "es"], wants: "ar", gets: "fr", why: "else the first there is" },
    { has: ["fr"], wants: "en", gets: "fr", why: "a course may have no English" },
    { has: ["en", "fr-CA"], wants: "fr", gets: "en", why: "a variant is another language" },
    { has: [], wants: "en", gets: undefined, why: "there is none" },
  ])("of $has, a reader of $wants gets $gets: $why", ({ has, wants, gets }) => {
    expect(pickLayer(layersIn(...has), wants)?.language).toBe(gets);
  });

  it("gives the very layer with its own language and review, so that a fallback can be marked", () => {
    const unreviewed = { language: "fr", reviewedAt: null, text: "Normes" };
    expect(pickLayer([unreviewed], "ar")).toBe(unreviewed);
  });

  it("does not prefer a reviewed translation to the language asked for", () => {
    const layers = [
      { language: "en", reviewedAt: new Date("2027-01-01T00:00:00Z") },
      { language: "fr", reviewedAt: null },
    ];
    expect(pickLayer(layers, "fr")).toBe(layers[1]);
  });

  it("finds something whenever there is something, and always the language asked for when it is there", () => {
    const code = fc.constantFrom("en", "fr", "ar", "es", "ru", "zh");
    fc.assert(
      fc.property(fc.uniqueArray(code), code, (has, wants) => {
        const picked = pickLayer(layersIn(...has), wants);
        expect(picked === undefined).toBe(has.length === 0);
        if (has.includes(wants)) expect(picked?.language).toBe(wants);
      }),
    );
  });
});
