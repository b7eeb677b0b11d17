import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, fold } from "./fold";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

describe("fold", () => {
  it.each([
    { text: "CYBER", folded: "cyber", why: "case" },
    { text: "Économie", folded: "economie", why: "accents" },
    { text: "e\u0301cole", folded: "ecole", why: "a letter and its accent apart" },
    { text: "\u00e9cole", folded: "ecole", why: "a letter and its accent in one" },
    { text: "MONTRÉAL", folded: "montreal", why: "accents and case" },
    { text: "ﬁnance", folded: "finance", why: "ligatures" },
    { text: "ＣＥＲＴ", folded: "cert", why: "full-width letters" },
    { text: "İstanbul", folded: "istanbul", why: "a dotted capital" },
    { text: "Việt Nam", folded: "viet nam", why: "two marks on a letter" },
    { text: "Жёлтый", folded: "желтыи", why: "Cyrillic marks" },
    { text: "CERT-MU", folded: "cert mu", why: "hyphens part words" },
    { text: "  law,\tnorms\n& policy ", folded: "law norms policy", why: "one space between words" },
    { text: "A/RES/73/27", folded: "a res 73 27", why: "a document's symbol" },
    { text: "أحمد", folded: "احمد", why: "alef with hamza above" },
    { text: "إبراهيم", folded: "ابراهيم", why: "alef with hamza below" },
    { text: "آمنة", folded: "امنة", why: "alef with madda" },
    { text: "ٱلله", folded: "الله", why: "alef wasla" },
    { text: "على", folded: "علي", why: "alef maksura and yeh" },
    { text: "مُحَمَّد", folded: "محمد", why: "vowel signs and shadda" },
    { text: "محـــمد", folded: "محمد", why: "tatweel stretches, it is no letter" },
    { text: "لإسلام", folded: "لاسلام", why: "lam-alef with hamza" },
    { text: "\ufedf\ufe8e", folded: "لا", why: "presentation forms" },
    { text: "الأمن، السيبراني؟", folded: "الامن السيبراني", why: "Arabic punctuation" },
    { text: "\u202bأحمد\u202c", folded: "احمد", why: "an embedding around a word" },
    { text: "\u2067cyber\u2069 norms", folded: "cyber norms", why: "an isolate around a word" },
    { text: "norms\u200f", folded: "norms", why: "a direction mark after a word" },
    { text: "أح\u200fمد", folded: "احمد", why: "a direction mark inside a word" },
    { text: "diplo\u00admacy", folded: "diplomacy", why: "a soft hyphen inside a word" },
  ])("reads $text as $folded: $why", ({ text, folded }) => expect(fold(text)).toBe(folded));

  it.each([
    { one: "norm", other: "form", why: "other letters" },
    { one: "cyber norms", other: "cybernorms", why: "a space counts" },
    { one: "73 27", other: "7327", why: "numbers do not run together" },
    { one: "سلام", other: "كلام", why: "other Arabic letters" },
    { one: "دار", other: "دارة", why: "a letter more" },
  ])("keeps $one and $other apart: $why", ({ one, other }) => expect(fold(one)).not.toBe(fold(other)));

  it("keeps the vowel signs of Devanagari from splitting a word", () => {
    expect(fold("हिन्दी")).not.toContain(" ");
  });

  it.each(["", " ", "—", "…?!", "\u200f\u202e", "\u0301", "ــ"])("leaves nothing of %j", (text) =>
    expect(fold(text)).toBe(""),
  );

  it("folds what is folded to itself, whatever it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it("leaves only letters and numbers with single spaces between, whatever it was given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      }),
    );
  });
});

describe("cleanName", () => {
  it.each([
    { typed: "Ana Maria", kept: "Ana Maria", why: "a plain name" },
    { typed: "  Ana   Maria ", kept: "Ana Maria", why: "spaces around and between" },
    { typed: "Ana\u00a0Maria", kept: "Ana Maria", why: "a no-break space" },
    { typed: "Ana\tMaria", kept: "Ana Maria", why: "a tab, from a spreadsheet, parts two words" },
    { typed: "Ana\r\nMaria", kept: "Ana Maria", why: "a line break parts two words" },
    { typed: "Ana\u2028Maria", kept: "Ana Maria", why: "a line separator parts two words" },
    { typed: "Jose\u0301", kept: "José", why: "canonical composition" },
    { typed: "Jose\u200b\u0301", kept: "José", why: "composed even after an invisible character is gone" },
    { typed: "\u202eanA\u202c", kept: "anA", why: "an override would turn it round on a certificate" },
    { typed: "\u2067Ana\u2069", kept: "Ana", why: "isolates" },
    { typed: "Ana\u200f \u200eMaria", kept: "Ana Maria", why: "direction marks" },
    { typed: "\u061cأحمد", kept: "أحمد", why: "the Arabic letter mark" },
    { typed: "\ufeffAna\u200b", kept: "Ana", why: "zero-width characters" },
    { typed: "An\u0000a\u0007\u009f", kept: "Ana", why: "control characters" },
    { typed: "أحمد بن عليّ", kept: "أحمد بن عليّ", why: "Arabic stays as it was written" },
    { typed: "می\u200cخواهم", kept: "می\u200cخواهم", why: "a non-joiner is spelling" },
    { typed: "क्\u200dष", kept: "क्\u200dष", why: "a joiner is spelling" },
    { typed: "Ana\u200d \u200cMaria\u200c", kept: "Ana Maria", why: "joiners that join nothing" },
    { typed: "An\u00ada\u2062\ufe0f", kept: "Ana", why: "soft hyphens, invisible signs, variation selectors" },
    { typed: "Nguyễn Thị Minh Khai", kept: "Nguyễn Thị Minh Khai", why: "Vietnamese" },
    { typed: "นางสาวกขค", kept: "นางสาวกขค", why: "Thai" },
    { typed: "משה כהן", kept: "משה כהן", why: "Hebrew" },
    { typed: "Ō", kept: "Ō", why: "one letter" },
    { typed: "O’Neil-d'Arc, Jr.", kept: "O’Neil-d'Arc, Jr.", why: "apostrophes and hyphens" },
    { typed: "李小龍", kept: "李小龍", why: "no first and last" },
    { typed: " \u200b\u202e\n", kept: "", why: "nothing that anyone could see" },
  ])("keeps $kept: $why", ({ typed, kept }) => expect(cleanName(typed)).toBe(kept));

  it("cleans what is clean to itself, whatever it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanName(cleanName(text))).toBe(cleanName(text));
      }),
    );
  });

  it("lets no control character or bidi override through, whatever surrounds it", () => {
    const forbidden = fc.constantFrom(
      ..."\u0000\u001b\u007f\u009f\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(forbidden, anyText)), (parts) => {
        expect(cleanName(parts.join(""))).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }),
    );
  });
});
