/*
 * How a person wants pages shown: kept in a cookie that holds nothing but these words, so that it works without an account
 * and without scripts.
 */

export const preferenceChoices = {
  theme: ["auto", "light", "dark"],
  text: ["normal", "large", "larger"],
  contrast: ["normal", "high"],
  motion: ["auto", "none"],
  font: ["serif", "sans"],
} as const;

export type PreferenceName = keyof typeof preferenceChoices;
export type Preferences = { readonly [Name in PreferenceName]: (typeof preferenceChoices)[Name][number] };

export const preferenceNames = Object.keys(preferenceChoices) as PreferenceName[];

/** Reads the cookie's value; anything that is not one of the choices is the first of them. */
export function parsePreferences(value: string | undefined): Preferences {
  const words = new Map((value ?? "").split(".").map((word) => word.split("-", 2) as [string, string]));
  return Object.fromEntries(
    preferenceNames.map((name) => {
      const choices: readonly string[] = preferenceChoices[name];
      const wanted = words.get(name) ?? "";
      return [name, choices.includes(wanted) ? wanted : choices[0]];
    }),
  ) as Preferences;
}

/** The cookie's value: only what differs from the first choices, in a fixed order. */
export const serializePreferences = (preferences: Preferences): string =>
  preferenceNames
    .filter((name) => preferences[name] !== preferenceChoices[name][0])
    .map((name) => `${name}-${preferences[name]}`)
    .join(".");

export const preferencesCookie = "chancery.show";
