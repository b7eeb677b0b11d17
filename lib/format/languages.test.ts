import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directionOf, isLanguage, languageNames, languages, localeOf, localPath, splitPath } from "./languages";

describe("isLanguage", () => {
  it.each(languages)("takes %s", (language) => expect(isLanguage(language)).toBe(true));

  it.each(["", "EN", "Fr", "en-GB", "de", "es", "toString", "__proto__", " fr", undefined])("refuses %j", (text) =>
    expect(isLanguage(text)).toBe(false),
  );
});

describe("languageNames", () => {
  it.each(languages)("names %s in its own words", (language) => {
    const own = new Intl.DisplayNames([language], { type: "language" }).of(language);
    expect(languageNames[language]?.toLowerCase()).toBe(own?.toLowerCase());
  });
});

describe("directionOf", () => {
  it.each([
    ["ar", "rtl"],
    ["en", "ltr"],
    ["fr", "ltr"],
    ["zh", "ltr"],
    ["", "ltr"],
  ])("writes %j %s", (language, direction) => expect(directionOf(language)).toBe(direction));
});

describe("localPath", () => {
  it.each([
    { language: "en", path: "/", address: "/" },
    { language: "en", path: "/courses", address: "/courses" },
    { language: "fr", path: "/", address: "/fr" },
    { language: "fr", path: "/courses", address: "/fr/courses" },
    { language: "ar", path: "/verify/ABCD", address: "/ar/verify/ABCD" },
    { language: "fr", path: "/learn/e/km3/2.3.3?page=2#notes", address: "/fr/learn/e/km3/2.3.3?page=2#notes" },
  ] as const)("$path in $language is $address", ({ language, path, address }) => {
    expect(localPath(language, path)).toBe(address);
  });
});

describe("splitPath", () => {
  it.each([
    { address: "/", language: "en", path: "/", why: "English has no prefix" },
    { address: "/courses", language: "en", path: "/courses", why: "English has no prefix" },
    { address: "/fr", language: "fr", path: "/", why: "a language's home" },
    { address: "/fr/", language: "fr", path: "/", why: "a language's home with a slash" },
    { address: "/fr/courses", language: "fr", path: "/courses", why: "a page" },
    { address: "/ar/verify/ABCD", language: "ar", path: "/verify/ABCD", why: "a deeper page" },
    { address: "/ar/learn/e?page=2", language: "ar", path: "/learn/e?page=2", why: "the query stays" },
    { address: "/fr?refused=x", language: "fr", path: "/?refused=x", why: "a language's home with a query" },
    { address: "/fr/fr/courses", language: "fr", path: "/fr/courses", why: "one prefix is taken, no more" },
    { address: "/frites", language: "en", path: "/frites", why: "a word that begins like a language" },
    { address: "/FR/courses", language: "en", path: "/FR/courses", why: "prefixes are in lower case" },
    { address: "/en/courses", language: "en", path: "/en/courses", why: "English's own prefix is no address here" },
    { address: "/courses/fr", language: "en", path: "/courses/fr", why: "only the first part is a language" },
    { address: "/es/courses", language: "en", path: "/es/courses", why: "content's languages are no prefixes" },
  ])("$address is $path in $language: $why", ({ address, language, path }) => {
    expect(splitPath(address)).toEqual({ language, path });
  });

  it("gives back what localPath was given, whatever the language and the page", () => {
    const part = fc.stringMatching(/^[a-z0-9.-]{1,12}$/).filter((text) => !isLanguage(text));
    const path = fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(fc.constantFrom(...languages), path, (language, page) => {
        expect(splitPath(localPath(language, page))).toEqual({ language, path: page });
      }),
    );
  });

  it.each(["/fr//evil.example", "/fr//evil.example/courses", "/ar///evil.example"])(
    "the same page of %s in another language is still on this server",
    (address) => {
      const english = localPath("en", splitPath(address).path);
      expect(new URL(english, "https://academy.example.org").host).toBe("academy.example.org");
    },
  );
});

describe("localeOf", () => {
  it.each([
    ["en", "en-GB"],
    ["fr", "fr"],
    ["ar", "ar-u-nu-latn"],
    ["es", "es"],
  ])("writes numbers and dates of %s as %s", (language, locale) => expect(localeOf(language)).toBe(locale));

  it.each([...languages, ...Object.keys(languageNames)])(
    "%s has Western digits and the Gregorian calendar",
    (language) => {
      const { numberingSystem, calendar } = new Intl.DateTimeFormat(localeOf(language)).resolvedOptions();
      expect([numberingSystem, calendar]).toEqual(["latn", "gregory"]);
    },
  );
});
