import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Blueprint, type Drawable, type DrawnSlot, drawForm } from "./draw-form";

const buildQuestion = (fields: Partial<Drawable> & Pick<Drawable, "versionId">): Drawable => ({
  module: "one",
  norms: [],
  optionIds: ["a", "b", "c", "d"].map((letter) => `${fields.versionId}-${letter}`),
  ...fields,
});

const buildBlueprint = (fields: Partial<Blueprint> = {}): Blueprint => ({
  questions: 1,
  pointsPerQuestion: 1,
  perModule: 0,
  norms: [],
  ...fields,
});

/** Five modules of twelve questions, each second one on a norm: the shape of the demonstration's bank. */
const norms = ["c", "d", "f", "g", "h", "i", "j", "k"];
const bank: readonly Drawable[] = Array.from({ length: 60 }, (_, i) =>
  buildQuestion({
    versionId: `q${String(i).padStart(2, "0")}`,
    module: `m${i % 5}`,
    norms: i % 2 === 0 ? [norms[(i / 2) % 8] ?? ""] : [],
  }),
);
const wholeBlueprint = buildBlueprint({ questions: 30, perModule: 2, norms });

const moduleName = fc.constantFrom("one", "two", "three");
const normName = fc.constantFrom("a", "b", "c", "d");
const questions = fc
  .array(
    fc.record({
      module: moduleName,
      norms: fc.uniqueArray(normName, { maxLength: 2 }),
      options: fc.integer({ min: 2, max: 6 }),
    }),
    { maxLength: 24 },
  )
  .map((items) =>
    items.map(({ options, ...fields }, i) =>
      buildQuestion({
        versionId: `q${i}`,
        optionIds: Array.from({ length: options }, (_, at) => `q${i}-${at}`),
        ...fields,
      }),
    ),
  );
const blueprints = fc.record({
  questions: fc.integer({ min: 1, max: 16 }),
  pointsPerQuestion: fc.integer({ min: 1, max: 5 }),
  perModule: fc.integer({ min: 0, max: 3 }),
  norms: fc.uniqueArray(normName, { maxLength: 4 }),
});
const seeds = fc.string({ minLength: 1, maxLength: 40 });

const drawn = (pool: readonly Drawable[], form: readonly DrawnSlot[]): Drawable[] =>
  form.map(({ versionId }) => pool.find((question) => question.versionId === versionId) as Drawable);

function form(pool: readonly Drawable[], blueprint: Blueprint, seed: string): DrawnSlot[] {
  const result = drawForm(pool, blueprint, seed);
  if (!result.ok) throw new Error(`not drawn: ${result.reason}`);
  return result.value;
}

/** Whether the pool has enough for each demand, and the form room for all of them apart. */
const hasRoom = (pool: readonly Drawable[], { questions: wanted, perModule, norms: asked }: Blueprint): boolean => {
  const modules = [...new Set(pool.map(({ module }) => module))];
  return (
    pool.length >= wanted &&
    asked.every((norm) => pool.some((question) => question.norms.includes(norm))) &&
    modules.every((module) => pool.filter((question) => question.module === module).length >= perModule) &&
    wanted >= asked.length + perModule * modules.length
  );
};

/** Whether any choice of questions meets the blueprint, found by trying every one; for small pools. */
function isDrawable(pool: readonly Drawable[], { questions: wanted, perModule, norms: asked }: Blueprint): boolean {
  const modules = [...new Set(pool.map(({ module }) => module))];
  for (let choice = 0; choice < 2 ** pool.length; choice++) {
    const chosen = pool.filter((_, i) => choice & (1 << i));
    if (
      chosen.length === wanted &&
      asked.every((norm) => chosen.some((question) => question.norms.includes(norm))) &&
      modules.every((module) => chosen.filter((question) => question.module === module).length >= perModule)
    )
      return true;
  }
  return false;
}

describe("drawForm", () => {
  it("meets the whole blueprint or draws nothing", () => {
    fc.assert(
      fc.property(questions, blueprints, seeds, (pool, blueprint, seed) => {
        const result = drawForm(pool, blueprint, seed);
        if (!result.ok) return;
        const chosen = drawn(pool, result.value);
        expect(result.value).toHaveLength(blueprint.questions);
        for (const norm of blueprint.norms) expect(chosen.some((question) => question.norms.includes(norm))).toBe(true);
        for (const module of new Set(pool.map((question) => question.module)))
          expect(chosen.filter((question) => question.module === module).length).toBeGreaterThanOrEqual(
            blueprint.perModule,
          );
      }),
      { numRuns: 500 },
    );
  });

  it("draws whenever the pool has enough of each kind and the form has room for every demand apart", () => {
    fc.assert(
      fc.property(questions, blueprints, seeds, (pool, blueprint, seed) => {
        fc.pre(hasRoom(pool, blueprint));
        expect(drawForm(pool, blueprint, seed).ok).toBe(true);
      }),
    );
  });

  it("never draws what cannot be drawn", () => {
    const small = questions.filter((pool) => pool.length <= 8);
    fc.assert(
      fc.property(small, blueprints, seeds, (pool, blueprint, seed) => {
        fc.pre(drawForm(pool, blueprint, seed).ok);
        expect(isDrawable(pool, blueprint)).toBe(true);
      }),
    );
  });

  it("refuses a bank with too few questions, without a norm that is asked for, or with too little of a module", () => {
    const refused = { ok: false, reason: "not-enough" };
    expect(drawForm([], buildBlueprint(), "seed")).toEqual(refused);
    expect(drawForm(bank, buildBlueprint({ questions: 61 }), "seed")).toEqual(refused);
    expect(drawForm(bank, buildBlueprint({ questions: 30, norms: ["a"] }), "seed")).toEqual(refused);
    expect(drawForm(bank, buildBlueprint({ questions: 60, perModule: 13 }), "seed")).toEqual(refused);
    expect(drawForm(bank, buildBlueprint({ questions: 9, perModule: 2 }), "seed")).toEqual(refused);
  });

  it("draws no question twice and numbers the positions from one, each worth the blueprint's points", () => {
    fc.assert(
      fc.property(questions, blueprints, seeds, (pool, blueprint, seed) => {
        const result = drawForm(pool, blueprint, seed);
        fc.pre(result.ok);
        if (!result.ok) return;
        expect(new Set(result.value.map(({ versionId }) => versionId)).size).toBe(blueprint.questions);
        expect(result.value.map(({ position }) => position)).toEqual(
          Array.from({ length: blueprint.questions }, (_, i) => i + 1),
        );
        expect(result.value.every(({ points }) => points === blueprint.pointsPerQuestion)).toBe(true);
      }),
    );
  });

  it("gives each question its own options, each once, in some order", () => {
    fc.assert(
      fc.property(questions, blueprints, seeds, (pool, blueprint, seed) => {
        const result = drawForm(pool, blueprint, seed);
        fc.pre(result.ok);
        if (!result.ok) return;
        const chosen = drawn(pool, result.value);
        for (const [i, { optionOrder }] of result.value.entries())
          expect([...optionOrder].sort()).toEqual([...(chosen[i]?.optionIds ?? [])].sort());
      }),
    );
  });

  it("gives the same form for the same seed, in whatever order the bank is read", () => {
    fc.assert(
      fc.property(questions, blueprints, seeds, fc.infiniteStream(fc.nat()), (pool, blueprint, seed, numbers) => {
        const ranks = new Map(pool.map((question) => [question, numbers.next().value as number]));
        const reordered = [...pool].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
        const copy = structuredClone(reordered);
        expect(drawForm(reordered, blueprint, seed)).toEqual(drawForm(pool, blueprint, seed));
        expect(reordered, "the bank itself is left as it was").toEqual(copy);
      }),
    );
  });
});

describe("over 2,000 seeds", () => {
  const forms = Array.from({ length: 2_000 }, (_, i) => form(bank, wholeBlueprint, `seed ${i}`));
  const slots = forms.flat();

  /** Counts by key; every count must lie within `share` of the mean. */
  function expectEven(counts: ReadonlyMap<unknown, number>, keys: number, share: number): void {
    expect(counts.size).toBe(keys);
    const mean = [...counts.values()].reduce((sum, n) => sum + n, 0) / keys;
    for (const [key, n] of counts)
      expect(Math.abs(n - mean) / mean, `${String(key)}: ${n} of about ${Math.round(mean)}`).toBeLessThan(share);
  }
  const tally = <Key>(keys: readonly Key[]): Map<Key, number> => {
    const counts = new Map<Key, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };

  it("the key stands in each of the four places about as often", () => {
    expectEven(tally(slots.map(({ versionId, optionOrder }) => optionOrder.indexOf(`${versionId}-a`))), 4, 0.03);
  });

  it("it does so for every single question too", () => {
    for (const { versionId } of bank) {
      const orders = slots.filter((slot) => slot.versionId === versionId);
      expectEven(tally(orders.map(({ optionOrder }) => optionOrder.indexOf(`${versionId}-a`))), 4, 0.3);
    }
  });

  it("all twenty-four orders of four options occur about as often", () => {
    expectEven(tally(slots.map(({ optionOrder }) => optionOrder.map((id) => id.slice(-1)).join(""))), 24, 0.1);
  });

  it("a question comes at the beginning about as often as at the end", () => {
    for (const versionId of ["q00", "q31"]) {
      const halves = tally(slots.filter((slot) => slot.versionId === versionId).map(({ position }) => position <= 15));
      expectEven(halves, 2, 0.15);
    }
  });

  it("questions of equal tags are drawn about as often", () => {
    const plain = new Set(bank.filter((question) => question.norms.length === 0).map(({ versionId }) => versionId));
    expectEven(tally(slots.flatMap(({ versionId }) => (plain.has(versionId) ? [versionId] : []))), plain.size, 0.15);
  });

  it("no two of them are the same form", () => {
    expect(new Set(forms.map((slot) => slot.map(({ versionId }) => versionId).join())).size).toBe(2_000);
  });

  it("neighbouring seeds have no more in common than any two: about half of their questions", () => {
    let shared = 0;
    for (let i = 1; i < forms.length; i++) {
      const before = new Set(forms[i - 1]?.map(({ versionId }) => versionId));
      shared += forms[i]?.filter(({ versionId }) => before.has(versionId)).length ?? 0;
    }
    expect(shared / (forms.length - 1)).toBeGreaterThan(14);
    expect(shared / (forms.length - 1)).toBeLessThan(18);
  });
});
