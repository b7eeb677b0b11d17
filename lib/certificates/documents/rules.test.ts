import { describe, expect, it } from "vitest";
import { pictureSize } from "./picture-size";
import { contrastOnWhite, emptyTemplate, isOwnMachine, issuerOf, LEAST_CONTRAST, productColours } from "./rules";
import { specimenQuery, templateOf } from "./schema";

describe("contrastOnWhite", () => {
  it.each([
    ["#000000", 21],
    ["#ffffff", 1],
    ["#767676", 4.54],
    ["#777777", 4.48],
  ])("%s stands out %d to 1", (colour, ratio) => expect(contrastOnWhite(colour)).toBeCloseTo(ratio, 2));

  it("is enough for the product's own colours", () => {
    for (const colour of Object.values(productColours))
      expect(contrastOnWhite(colour)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });
});

describe("issuerOf", () => {
  it("names this installation for what admins alone give, and the organization for its own documents", () => {
    const of = (kind: Parameters<typeof issuerOf>[0]) =>
      issuerOf(kind, "Office of Tests", "https://academy.example.org");
    expect([of("itu-certificate"), of("itu-badge")]).toEqual(Array(2).fill("Chancery, academy.example.org"));
    expect([of("organization-certificate"), of("attendance-letter")]).toEqual(
      Array(2).fill("Office of Tests, academy.example.org"),
    );
  });
});

describe("isOwnMachine", () => {
  it.each([
    ["http://localhost:3000", true],
    ["https://chancery.localhost", true],
    ["http://127.0.0.1:8080", true],
    ["http://[::1]:3000", true],
    ["https://academy.example.org", false],
    ["https://localhost.example.org", false],
  ])("%s: %s", (origin, own) => expect(isOwnMachine(origin)).toBe(own));
});

describe("pictureSize", () => {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
  it.each([
    {
      why: "a PNG",
      type: "image/png",
      content: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03",
      size: { width: 258, height: 3 },
    },
    { why: "a PNG cut off", type: "image/png", content: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", size: null },
    {
      why: "a JPEG after another table",
      type: "image/jpeg",
      content: "\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x0b\x08\0\x05\x01\0\x03",
      size: { width: 256, height: 5 },
    },
    { why: "a JPEG without a frame", type: "image/jpeg", content: "\xff\xd8\xff\xe0\0\x04ab", size: null },
    { why: "a JPEG whose table says no length", type: "image/jpeg", content: "\xff\xd8\xff\xe0\0\0ab\xff", size: null },
  ])("$why", ({ type, content, size }) => expect(pictureSize(bytes(content), type)).toEqual(size));
});

describe("templateOf", () => {
  const saved = { ...emptyTemplate, logoId: "logo", signatory: "Head", words: { en: { title: "Old", statement: "" } } };

  it("is as saved for who asks for nothing else", () => {
    expect(templateOf(saved, specimenQuery.parse({ language: "fr" }))).toEqual(saved);
  });

  it("shows what stands in the editor, and as saved what cannot be read", () => {
    const query = specimenQuery.parse({
      line: "#AABBCC",
      accent: "red",
      signatory: "",
      "title-en": "New",
      dropLogo: "yes",
    });
    expect(templateOf(saved, query)).toMatchObject({
      colours: { line: "#aabbcc", accent: saved.colours.accent },
      signatory: null,
      logoId: null,
      words: { en: { title: "New" } },
    });
  });

  it("reads an unknown kind or language as the usual one", () => {
    expect(specimenQuery.parse({ kind: "diploma", language: "xx" })).toMatchObject({
      kind: "organization-certificate",
      language: "en",
    });
  });
});
