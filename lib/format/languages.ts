/** The languages of the interface. Content may have more. */
export const languages = ["en", "fr", "ar"] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: string | undefined): text is Language =>
  (languages as readonly string[]).includes(text ?? "");

/** Each language in its own words. */
export const languageNames: Readonly<Record<string, string>> = {
  en: "English",
  fr: "Français",
  ar: "العربية",
  es: "Español",
  ru: "Русский",
  zh: "中文",
};

export const directionOf = (language: string): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** The address of a page in a language: English has no prefix. */
export function localPath(language: Language, path: string): string {
  if (language === "en") return path;
  return path === "/" ? `/${language}` : `/${language}${path}`;
}

/** The language and the unprefixed path of an address. */
export function splitPath(path: string): { language: Language; path: string } {
  const first = path.split(/[/?#]/, 2)[1] ?? "";
  if (first === "en" || !isLanguage(first)) return { language: "en", path };
  const rest = path.slice(first.length + 1);
  return { language: first, path: rest.startsWith("/") ? rest.replace(/^\/+/, "/") : `/${rest}` };
}

/** The locale for numbers and dates. Arabic keeps Western digits, which codes, symbols and times here are written in. */
export const localeOf = (language: string): string =>
  language === "ar" ? "ar-u-nu-latn" : language === "en" ? "en-GB" : language;
