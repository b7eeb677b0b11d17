import { ok, type Result, refuse } from "@/lib/result";

/** How many questions an exam draws, worth what, and from which tags. */
export type Blueprint = {
  readonly questions: number;
  readonly pointsPerQuestion: number;
  /** At least so many from each module that the bank has. */
  readonly perModule: number;
  /** At least one on each of these norms. */
  readonly norms: readonly string[];
};

/** What drawing needs to know of a question. */
export type Drawable = {
  readonly versionId: string;
  readonly module: string;
  readonly norms: readonly string[];
  readonly optionIds: readonly string[];
};

export type DrawnSlot = {
  readonly position: number;
  readonly versionId: string;
  readonly points: number;
  readonly optionOrder: readonly string[];
};

/** A repeatable source of numbers in [0, 1): the same seed always gives the same form. The generator is mulberry32. */
function numbersFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] as Item, order[i] as Item];
  }
  return order;
}

/**
 * Draws the form of one attempt: first what the blueprint demands of each norm, scarcest first, and each module, then the
 * rest by chance; then the order of the questions and of each one's options. The same pool, blueprint and seed give the same form.
 * Errors: "not-enough" when the pool cannot meet the blueprint.
 * Source: DOMAIN, law 2.
 */
export function drawForm(
  pool: readonly Drawable[],
  blueprint: Blueprint,
  seed: string,
): Result<DrawnSlot[], "not-enough"> {
  const next = numbersFrom(seed);
  const order = shuffled(
    [...pool].sort((a, b) => (a.versionId < b.versionId ? -1 : 1)),
    next,
  );
  const drawn = new Set<Drawable>();
  const demand = (fits: (question: Drawable) => boolean, least: number): boolean => {
    let have = [...drawn].filter(fits).length;
    for (const question of order) {
      if (have >= least) return true;
      if (!drawn.has(question) && fits(question)) {
        drawn.add(question);
        have++;
      }
    }
    return have >= least;
  };
  const supply = (norm: string): number => pool.filter(({ norms }) => norms.includes(norm)).length;
  const norms = [...blueprint.norms].sort((a, b) => supply(a) - supply(b));
  for (const norm of norms) if (!demand((question) => question.norms.includes(norm), 1)) return refuse("not-enough");
  for (const module of [...new Set(pool.map((question) => question.module))].sort())
    if (!demand((question) => question.module === module, blueprint.perModule)) return refuse("not-enough");
  if (!demand(() => true, blueprint.questions) || drawn.size > blueprint.questions) return refuse("not-enough");

  return ok(
    shuffled([...drawn], next).map(({ versionId, optionIds }, at) => ({
      position: at + 1,
      versionId,
      points: blueprint.pointsPerQuestion,
      optionOrder: shuffled(optionIds, next),
    })),
  );
}
