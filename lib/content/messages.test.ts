import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { languages, localeOf } from "@/lib/format/languages";
import { catalogues, type MessageKey, translator } from "./messages";

/** Every placeholder of a message with its kind, whatever branch it stands in. */
function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element): string[] => {
    switch (element.type) {
      case TYPE.argument:
        return [`${element.value}:text`];
      case TYPE.number:
        return [`${element.value}:number`];
      case TYPE.plural:
      case TYPE.select:
        return [
          `${element.value}:number`,
          ...Object.values(element.options).flatMap(({ value }) => placeholders(value)),
        ];
      default:
        return [];
    }
  });
}

/** Names only: a number may be placed as it is or through a plural. */
const names = (text: string): string[] =>
  [...new Set(placeholders(parse(text)).map((one) => one.split(":")[0] ?? ""))].sort();

/** The plural categories that a message lacks for its language. */
function missingCategories(text: string, language: string): string[] {
  const wanted = new Intl.PluralRules(language)
    .resolvedOptions()
    .pluralCategories.filter((category) => category !== "many" || language === "ar");
  const walk = (elements: readonly MessageFormatElement[]): string[] =>
    elements.flatMap((element) => {
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
      const inner = Object.values(element.options).flatMap(({ value }) => walk(value));
      return element.type === TYPE.plural
        ? [...wanted.filter((category) => !(category in element.options)), ...inner]
        : inner;
    });
  return walk(parse(text));
}

const english = catalogues.en;
/** Values that are rightly the same in every language: names, codes, and words that the languages share. */
const allowedEqual = /^(Chancery|SPECIMEN|PDF|JSON|ITU|UTC|X|LinkedIn|WhatsApp)$/;

describe.each(languages.filter((language) => language !== "en"))("the interface in %s", (language) => {
  const messages = catalogues[language];

  it("has every key and no other", () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  it("has the same placeholders in every message", () => {
    const differing = Object.keys(english).filter(
      (key) => names(messages[key] ?? "").join() !== names(english[key] ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it("has every plural category of its language", () => {
    const lacking = Object.entries(messages).filter(([, text]) => missingCategories(text, language).length > 0);
    expect(lacking.map(([key]) => key)).toEqual([]);
  });

  it("says at most three values in a hundred in the words of English", () => {
    const equal = Object.entries(messages).filter(
      ([key, text]) => text === english[key] && /\p{L}/u.test(text) && !allowedEqual.test(text),
    );
    expect(equal.length / Object.keys(english).length).toBeLessThanOrEqual(0.03);
  });
});

describe("the interface in Arabic", () => {
  it("has Arabic letters in every value that has words", () => {
    const foreign = Object.entries(catalogues.ar).filter(([, text]) => {
      const words = text.replace(/\{\w+(, number)?\}/g, "");
      return /\p{L}/u.test(words) && !/\p{Script=Arabic}/u.test(words) && !allowedEqual.test(words.trim());
    });
    expect(foreign).toEqual([]);
  });
});

describe("translator", () => {
  it.each(languages)("formats every message of %s for many numbers", (language) => {
    const t = translator(language);
    for (const key of Object.keys(english) as MessageKey[]) {
      const wanted = names(english[key] ?? "");
      for (const count of [0, 1, 2, 3, 11, 100]) {
        const values = Object.fromEntries(wanted.map((name) => [name, count]));
        expect(t(key, values), key).not.toMatch(/[{}]/);
      }
    }
  });

  it.each(languages)("gives the messages of %s as the library of message formats gives them", (language) => {
    const t = translator(language);
    for (const [key, text] of Object.entries(catalogues[language])) {
      const values = Object.fromEntries(names(text).map((name) => [name, 7]));
      const message = new IntlMessageFormat(text, localeOf(language), undefined, { ignoreTag: true });
      expect(t(key as MessageKey, values), key).toBe(message.format(values));
    }
  });
});
