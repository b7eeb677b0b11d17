/*
 * Candidates who know nothing of the subject and go by the form of the options alone. Each shares its one vote among the
 * options that it cannot tell apart; a bank from which they learn more than chance tests the wrong thing.
 */

export type Paper = {
  readonly stem: string;
  readonly options: readonly { readonly text: string; readonly right: boolean }[];
};
/** The share of its vote that a robot gives to each option, in their order; together one. */
export type Robot = (paper: Paper) => readonly number[];

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** One vote, shared by all who reach the highest score. */
function shared(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const winners = scores.filter((score) => score === best).length;
  return scores.map((score) => (score === best ? 1 / winners : 0));
}

const counting =
  (pattern: RegExp) =>
  (text: string): number =>
    text.match(pattern)?.length ?? 0;

/** These words, standing for themselves; in French an accented letter is a letter too. */
const french = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "giu");

const hedgesInFrench = counting(
  french(
    "peut|peuvent|pourrait|pourraient|devrait|devraient|parfois|souvent|généralement|normalement|habituellement|probablement|éventuellement|certaine?s|plupart|peut-être|au plus|jusqu’ici|en partie|en général|si possible|le cas échéant",
  ),
);
const hedgesInEnglish = counting(
  /\b(?:may|might|can|could|should|usually|normally|often|sometimes|generally|mostly|some|likely|possibly|probably|partly|perhaps|little|at most|so far|where (?:appropriate|possible|needed)|as far as|in general|in part)\b/gi,
);
const absolutesInFrench = counting(
  french(
    "toujours|jamais|seule?s?|seulement|tout|toute|toutes|tous|chaque|chacune?|aucune?|rien|personne|nul|nulle|ne peut|entièrement|complètement|pleinement|entière?s?|aussitôt",
  ),
);
const absolutesInEnglish = counting(
  /\b(?:always|never|only|all|every|everybody|each|any|none|nobody|nothing|no|must|cannot|entirely|completely|fully|full|whole|alone|at once)\b/gi,
);

const hedges = (text: string): number => hedgesInEnglish(text) + hedgesInFrench(text);
const absolutes = (text: string): number => absolutesInEnglish(text) + absolutesInFrench(text);

/** Takes the longest option, since authors qualify what is true. */
export const longest: Robot = ({ options }) => shared(options.map(({ text }) => text.length));
/** Takes the shortest option. */
export const shortest: Robot = ({ options }) => shared(options.map(({ text }) => -text.length));
/** Takes the option with most hedges: may, usually, where appropriate. */
export const mostHedged: Robot = ({ options }) => shared(options.map(({ text }) => hedges(text)));
/** Takes the option that repeats most words of the stem. */
export const mostOfTheStem: Robot = ({ stem, options }) => {
  const asked = new Set(wordsOf(stem).filter((word) => word.length > 3));
  return shared(options.map(({ text }) => new Set(wordsOf(text).filter((word) => asked.has(word))).size));
};
/** Strikes out whatever says always, never, only or all, and guesses among the rest. */
export const noAbsolutes: Robot = ({ options }) => shared(options.map(({ text }) => (absolutes(text) > 0 ? 0 : 1)));
/** What the four of them agree on. */
export const theirVote: Robot = (paper) => {
  const votes = [longest, mostHedged, mostOfTheStem, noAbsolutes].map((robot) => robot(paper));
  // Rounded, so that equal sums of thirds are equal.
  return shared(paper.options.map((_, i) => Math.round(1e6 * votes.reduce((sum, vote) => sum + (vote[i] ?? 0), 0))));
};

/** The share of papers that a robot is expected to get right. */
export const rightShare = (robot: Robot, papers: readonly Paper[]): number =>
  papers.reduce(
    (sum, paper) => sum + robot(paper).reduce((own, vote, i) => own + (paper.options[i]?.right ? vote : 0), 0),
    0,
  ) / papers.length;
