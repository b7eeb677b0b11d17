const LONGEST_SLUG = 60;

/** Text as part of an address: Latin letters and digits without marks, words joined by hyphens; `otherwise` where nothing is left. */
export function slugOf(text: string, otherwise: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/[\p{Mn}'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (words.length <= LONGEST_SLUG) return words || otherwise;
  const lastWord = words.slice(0, LONGEST_SLUG + 1).lastIndexOf("-");
  return words.slice(0, lastWord > LONGEST_SLUG / 2 ? lastWord : LONGEST_SLUG).replace(/-+$/, "");
}

/** The slug itself, or with the first number from 2 on that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number++) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
}
