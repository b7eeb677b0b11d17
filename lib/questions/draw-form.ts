import { ok, type Result, refuse } from "@/lib/result";

export const quotaTags = ["module", "outcome", "norm", "cbm", "bloom", "ease"] as const;
export type QuotaTag = (typeof quotaTags)[number];

/** At least so many questions that carry a tag; "ease" is one of the bands of easeBand. */
export type Quota = { readonly tag: QuotaTag; readonly value: string; readonly least: number };

/** How many questions an exam draws, worth what, and from which tags. */
export type Blueprint = {
  readonly questions: number;
  readonly pointsPerQuestion: number;
  /** At least so many from each module that the bank has. */
  readonly perModule: number;
  /** At least one on each of these norms. */
  readonly norms: readonly string[];
  readonly quotas?: readonly Quota[];
};

/** What drawing needs to know of a question. */
export type Drawable = {
  readonly questionId: string;
  readonly versionId: string;
  readonly kind: string;
  readonly module: string;
  readonly outcome: string;
  readonly norms: readonly string[];
  readonly cbms: readonly string[];
  readonly bloom: string | null;
  /** How many of a hundred are thought to answer rightly; null when nobody has said. */
  readonly easePercent: number | null;
  readonly optionIds: readonly string[];
  /** Ids of questions that never share a form with this one. */
  readonly enemies: readonly string[];
};

export type DrawnSlot = {
  readonly position: number;
  readonly versionId: string;
  readonly points: number;
  readonly optionOrder: readonly string[];
};

export const easeBands = ["hard", "middle", "easy"] as const;
export type EaseBand = (typeof easeBands)[number];

/**
 * The band of an estimated difficulty, for quotas: hard under 50 %, easy from 80 %.
 * Units: percent of people who are thought to answer rightly.
 */
export function easeBand(easePercent: number): EaseBand {
  if (easePercent < 50) return "hard";
  return easePercent < 80 ? "middle" : "easy";
}

/** The values that a question has of a tag: none, one, or for norms and measures several. */
export function tagValues(question: Omit<Drawable, "optionIds" | "enemies">, tag: QuotaTag): readonly string[] {
  switch (tag) {
    case "module":
      return [question.module];
    case "outcome":
      return [question.outcome];
    case "norm":
      return question.norms;
    case "cbm":
      return question.cbms;
    case "bloom":
      return question.bloom === null ? [] : [question.bloom];
    case "ease":
      return question.easePercent === null ? [] : [easeBand(question.easePercent)];
    default:
      throw new RangeError(`no such tag: ${tag satisfies never}`);
  }
}

/**
 * What a form is expected to earn, in hundredths of a question; a question of unknown difficulty counts like the mean of
 * the known ones. null where none is known.
 */
export function expectedPercent(form: readonly Drawable[], pool: readonly Drawable[]): number | null {
  const mean = meanEase(pool);
  if (mean === null) return null;
  return form.reduce((sum, { easePercent }) => sum + (easePercent ?? mean), 0);
}

function meanEase(pool: readonly Drawable[]): number | null {
  const known = pool.flatMap(({ easePercent }) => easePercent ?? []);
  return known.length === 0 ? null : known.reduce((sum, ease) => sum + ease, 0) / known.length;
}

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

const nobody: ReadonlySet<string> = new Set();

/**
 * Draws the form of one attempt: questions that meet the whole blueprint and of which none is another's enemy; those in
 * `seen` (question or version ids) only where the blueprint leaves no choice; of a difficulty like every other form of the
 * same pool and blueprint, where difficulties are known. Then the order of the questions and of each one's options; true
 * and false keep theirs. The same pool, blueprint, seed and seen questions give the same form, and whether there is a form
 * does not hang on the seed.
 * Errors: "not-enough" when the pool cannot meet the blueprint.
 * Source: DOMAIN, law 2.
 */
export const drawForm = (
  pool: readonly Drawable[],
  blueprint: Blueprint,
  seed: string,
  seen: ReadonlySet<string> = nobody,
): Result<DrawnSlot[], "not-enough"> => prepareDraw(pool, blueprint)(seed, seen);

/** drawForm for many seeds: what they have in common is worked out once. */
export function prepareDraw(
  pool: readonly Drawable[],
  blueprint: Blueprint,
): (seed: string, seen?: ReadonlySet<string>) => Result<DrawnSlot[], "not-enough"> {
  const unseenTask = readTask(pool, blueprint);
  const target = targetPercent(unseenTask);
  return (seed, seen = nobody) => {
    const next = numbersFrom(seed);
    const task = {
      ...unseenTask,
      seen: unseenTask.pool.map((one) => seen.has(one.questionId) || seen.has(one.versionId)),
    };
    const drawn = choose(task, shuffledPlaces(task, next));
    if (!drawn) return refuse("not-enough");
    preferUnseen(drawn, next);
    if (target !== null) balance(drawn, target, next);

    const questions = [...drawn.chosen].map((place) => task.pool[place] as Drawable);
    return ok(
      shuffled(questions, next).map(({ versionId, optionIds, kind }, at) => ({
        position: at + 1,
        versionId,
        points: blueprint.pointsPerQuestion,
        optionOrder: kind === "true-false" ? [...optionIds] : shuffled(optionIds, next),
      })),
    );
  };
}

/** A demand of the blueprint: at least so many questions that carry a value of a tag. */
type Demand = { readonly tag: QuotaTag; readonly least: number; readonly supply: number };

/** A pool and a blueprint in numbers: questions are places in the pool, demands are places in their list. */
type Task = {
  readonly pool: readonly Drawable[];
  readonly wanted: number;
  /** Scarcest first. */
  readonly demands: readonly Demand[];
  /** For each question, which demands it helps to meet. */
  readonly meets: readonly (readonly number[])[];
  readonly enemies: readonly (readonly number[])[];
  readonly seen: readonly boolean[];
  readonly ease: readonly number[] | null;
};

function readTask(given: readonly Drawable[], blueprint: Blueprint): Task {
  const pool = [...given].sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
  const leasts = new Map<string, { tag: QuotaTag; value: string; least: number }>();
  const ask = (tag: QuotaTag, value: string, least: number): void => {
    const key = `${tag} ${value}`;
    if (least > (leasts.get(key)?.least ?? 0)) leasts.set(key, { tag, value, least });
  };
  for (const norm of blueprint.norms) ask("norm", norm, 1);
  for (const { module } of pool) ask("module", module, blueprint.perModule);
  for (const { tag, value, least } of blueprint.quotas ?? []) ask(tag, value, least);

  const demands = [...leasts.values()]
    .map((demand) => ({
      ...demand,
      supply: pool.filter((question) => tagValues(question, demand.tag).includes(demand.value)).length,
    }))
    .sort(
      (a, b) => a.supply - a.least - (b.supply - b.least) || (`${a.tag} ${a.value}` < `${b.tag} ${b.value}` ? -1 : 1),
    );
  const placeOf = new Map(pool.map(({ questionId }, place) => [questionId, place]));
  const enemies = pool.map((): Set<number> => new Set());
  for (const [place, question] of pool.entries())
    for (const id of question.enemies) {
      const other = placeOf.get(id);
      if (other === undefined || other === place) continue;
      enemies[place]?.add(other);
      enemies[other]?.add(place);
    }
  const mean = meanEase(pool);
  return {
    pool,
    wanted: blueprint.questions,
    demands,
    meets: pool.map((question) =>
      demands.flatMap(({ tag, value }, at) => (tagValues(question, tag).includes(value) ? [at] : [])),
    ),
    enemies: enemies.map((places) => [...places]),
    seen: [],
    ease: mean === null ? null : pool.map(({ easePercent }) => easePercent ?? mean),
  };
}

const shuffledPlaces = (task: Task, next: () => number): number[] =>
  shuffled(
    task.pool.map((_, place) => place),
    next,
  );

/** A form under way: which questions it has, how many meet each demand, and how many chosen enemies each question has. */
type Draft = {
  readonly task: Task;
  readonly chosen: Set<number>;
  readonly have: number[];
  readonly blocked: number[];
};

function put({ task, chosen, have, blocked }: Draft, place: number, count: 1 | -1): void {
  if (count === 1) chosen.add(place);
  else chosen.delete(place);
  for (const demand of task.meets[place] ?? []) have[demand] = (have[demand] ?? 0) + count;
  for (const enemy of task.enemies[place] ?? []) blocked[enemy] = (blocked[enemy] ?? 0) + count;
}

/** Chance first; what chance misses in so many steps is looked for with the most useful questions first. */
const STEPS_BY_CHANCE = 2_000;
const STEPS_BY_USE = 60_000;

/** Questions that meet every demand, preferring the first of the order; null where a search of bounded length finds none. */
function choose(task: Task, order: readonly number[]): Draft | null {
  const unseenFirst = [...order].sort((a, b) => Number(task.seen[a]) - Number(task.seen[b]));
  const byChance = search(task, unseenFirst, STEPS_BY_CHANCE);
  if (byChance !== "out-of-steps") return byChance;
  const use = (place: number): number => (task.meets[place]?.length ?? 0) * 4 - (task.enemies[place]?.length ?? 0);
  const byUse = search(
    task,
    [...order].sort((a, b) => use(b) - use(a)),
    STEPS_BY_USE,
  );
  return byUse === "out-of-steps" ? null : byUse;
}

/**
 * Depth-first: the scarcest unmet demand, then each question that helps it, then whatever fills the form. A question that
 * did not lead to a form is left out of what follows, so that no set is tried twice and "none" is a proof.
 */
function search(task: Task, order: readonly number[], stepsAllowed: number): Draft | null | "out-of-steps" {
  const { demands, meets } = task;
  const draft: Draft = {
    task,
    chosen: new Set(),
    have: demands.map(() => 0),
    blocked: task.pool.map(() => 0),
  };
  const excluded = task.pool.map(() => false);
  let steps = stepsAllowed;

  const extend = (): boolean => {
    if (--steps < 0) return false;
    const left = task.wanted - draft.chosen.size;
    const missing = missingDemands(draft);
    if (missing.most > left) return false;
    if (left === 0) return true;
    const free = order.filter(
      (place) =>
        !draft.chosen.has(place) &&
        !excluded[place] &&
        draft.blocked[place] === 0 &&
        (missing.first === null || meets[place]?.includes(missing.first)),
    );
    const least =
      missing.first === null ? left : (demands[missing.first]?.least ?? 0) - (draft.have[missing.first] ?? 0);
    let tried = 0;
    while (free.length - tried >= least && steps >= 0) {
      const place = free[tried++] as number;
      put(draft, place, 1);
      if (extend()) return true;
      put(draft, place, -1);
      excluded[place] = true;
    }
    for (const place of free.slice(0, tried)) excluded[place] = false;
    return false;
  };
  if (extend()) return draft;
  return steps < 0 ? "out-of-steps" : null;
}

/** The first unmet demand, and the least number of questions by which all of them can be met. */
function missingDemands({ task, have }: Draft): { readonly first: number | null; readonly most: number } {
  let first: number | null = null;
  let most = 0;
  const sums = new Map<QuotaTag, number>();
  for (const [at, { tag, least }] of task.demands.entries()) {
    const missing = least - (have[at] ?? 0);
    if (missing <= 0) continue;
    first ??= at;
    // A question has one module, outcome, level and band, so that their demands add up; norms and measures can share one.
    const together = tag === "norm" || tag === "cbm" ? missing : missing + (sums.get(tag) ?? 0);
    sums.set(tag, together);
    most = Math.max(most, together);
  }
  return { first, most };
}

/** Whether one question can take another's place: no demand falls short and no enemy comes in. */
function canSwap({ task, have, blocked }: Draft, out: number, into: number): boolean {
  const blockers = (blocked[into] ?? 0) - (task.enemies[into]?.includes(out) ? 1 : 0);
  if (blockers > 0) return false;
  for (const demand of task.meets[out] ?? [])
    if ((have[demand] ?? 0) <= (task.demands[demand]?.least ?? 0) && !task.meets[into]?.includes(demand)) return false;
  return true;
}

function swap(draft: Draft, out: number, into: number): void {
  put(draft, out, -1);
  put(draft, into, 1);
}

/** Exchanges seen questions for unseen ones wherever a single exchange does it. */
function preferUnseen(draft: Draft, next: () => number): void {
  const { seen } = draft.task;
  if (![...draft.chosen].some((place) => seen[place])) return;
  for (const out of shuffled([...draft.chosen], next)) {
    if (!seen[out]) continue;
    for (const into of shuffledPlaces(draft.task, next))
      if (!seen[into] && !draft.chosen.has(into) && canSwap(draft, out, into)) {
        swap(draft, out, into);
        break;
      }
  }
}

/** A form's expected score may lie so far from its target, in hundredths of a question. */
const TOLERANCE_PERCENT = 15;
const REFERENCE_FORMS = 8;

/**
 * What every form of a pool and blueprint aims at, in hundredths of a question: the mean of a few forms drawn by chance
 * alone, always the same ones. The pool's own mean would not do: quotas may ask for more of the hard or the easy. null
 * where forms cannot differ in difficulty, or it is not known.
 */
function targetPercent(task: Task): number | null {
  const { ease } = task;
  if (!ease || task.pool.length <= task.wanted || ease.every((value) => value === ease[0])) return null;
  let sum = 0;
  for (let form = 0; form < REFERENCE_FORMS; form++) {
    const draft = choose(task, shuffledPlaces(task, numbersFrom(`reference ${form}`)));
    if (!draft) return null;
    for (const place of draft.chosen) sum += ease[place] ?? 0;
  }
  return sum / REFERENCE_FORMS;
}

/** Exchanges questions, the unseen never for the seen, until the form is expected to earn what every other form is. */
function balance(draft: Draft, target: number, next: () => number): void {
  const { task, chosen } = draft;
  let gap = -target;
  for (const place of chosen) gap += task.ease?.[place] ?? 0;
  const order = shuffledPlaces(task, next);
  for (let exchanges = 0; exchanges < 2 * task.wanted && Math.abs(gap) > TOLERANCE_PERCENT; exchanges++) {
    const best = bestExchange(draft, order, gap);
    if (!best) return;
    swap(draft, best.out, best.into);
    gap = best.gap;
  }
}

type Exchange = { readonly out: number; readonly into: number; readonly gap: number };

/** The first exchange in the order that lands within the tolerance, otherwise the one that comes nearest. */
function bestExchange(draft: Draft, order: readonly number[], gap: number): Exchange | null {
  const { ease, seen } = draft.task;
  let best: Exchange | null = null;
  for (const out of order) {
    if (!draft.chosen.has(out)) continue;
    for (const into of order) {
      if (draft.chosen.has(into) || (seen[into] && !seen[out])) continue;
      const after = gap + (ease?.[into] ?? 0) - (ease?.[out] ?? 0);
      if (Math.abs(after) >= Math.abs(best?.gap ?? gap) || !canSwap(draft, out, into)) continue;
      best = { out, into, gap: after };
      if (Math.abs(after) <= TOLERANCE_PERCENT) return best;
    }
  }
  return best;
}
