import { IntlMessageFormat } from "intl-messageformat";
import arabic from "@/content/messages/ar.json";
import english from "@/content/messages/en.json";
import french from "@/content/messages/fr.json";
import { isPseudoLanguage } from "@/lib/env";
import { type Language, localeOf } from "@/lib/format/languages";

export type MessageKey = keyof typeof english;
/** Whether there is a message of this name, where a name comes from elsewhere. */
export const isMessageKey = (key: string): key is MessageKey => key in english;

export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: english,
  fr: french,
  ar: arabic,
};

const translators = new Map<Language, Translate>();

/** What may be more than words in a message. */
const signs = /[{}']/;

function createTranslate(language: Language): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  const messages = catalogues[language];
  const format = (key: MessageKey, text: string, values?: MessageValues): string => {
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, localeOf(language), undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(values));
  };
  return (key, values) => {
    const text = messages[key] ?? english[key];
    const formatted = signs.test(text) ? format(key, text, values) : text;
    return isPseudoLanguage ? `⟦${formatted}⟧` : formatted;
  };
}

/** Interface text of one language, as a function from key and values to a sentence. */
export function translator(language: Language): Translate {
  let translate = translators.get(language);
  if (!translate) {
    translate = createTranslate(language);
    translators.set(language, translate);
  }
  return translate;
}
