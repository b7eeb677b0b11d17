import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Blueprint,
  type Drawable,
  type DrawnSlot,
  drawForm,
  easeBand,
  expectedPercent,
  prepareDraw,
  type Quota,
  quotaTags,
  tagValues,
} from "./draw-form";

const buildQuestion = (fields: Partial<Drawable> & Pick<Drawable, "versionId">): Drawable => ({
  questionId: `question of ${fields.versionId}`,
  kind: "single",
  module: "one",
  outcome: "o1",
  norms: [],
  cbms: [],
  bloom: null,
  easePercent: null,
  optionIds: ["a", "b", "c", "d"].map((letter) => `${fields.versionId}-${letter}`),
  enemies: [],
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

/** A small bank with every tag, enemies and mixed knowledge of difficulty, and a blueprint with quotas on it. */
const taggedQuestions = fc
  .array(
    fc.record({
      module: moduleName,
      outcome: fc.constantFrom("o1", "o2"),
      norms: fc.uniqueArray(normName, { maxLength: 2 }),
      cbms: fc.uniqueArray(fc.constantFrom("1", "2"), { maxLength: 2 }),
      bloom: fc.constantFrom(null, "remember", "apply"),
      easePercent: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
      enemy: fc.nat({ max: 14 }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((items) =>
    items.map(({ enemy, ...fields }, i) =>
      buildQuestion({
        versionId: `q${i}`,
        ...fields,
        enemies: enemy < items.length && enemy !== i ? [`question of q${enemy}`] : [],
      }),
    ),
  );
const quotas = fc.array(
  fc.oneof(
    ...(
      [
        ["module", ["one", "two"]],
        ["outcome", ["o1", "o2"]],
        ["norm", ["a", "b"]],
        ["cbm", ["1", "2"]],
        ["bloom", ["remember", "apply"]],
        ["ease", ["hard", "middle", "easy"]],
      ] as const
    ).map(([tag, values]) =>
      fc.record({ tag: fc.constant(tag), value: fc.constantFrom(...values), least: fc.integer({ min: 1, max: 3 }) }),
    ),
  ),
  { maxLength: 3 },
);
const quotaBlueprints = fc.record({
  questions: fc.integer({ min: 1, max: 6 }),
  pointsPerQuestion: fc.constant(1),
  perModule: fc.integer({ min: 0, max: 1 }),
  norms: fc.uniqueArray(normName, { maxLength: 2 }),
  quotas,
});

const areEnemies = (a: Drawable, b: Drawable): boolean =>
  a.enemies.includes(b.questionId) || b.enemies.includes(a.questionId);
const peaceful = (chosen: readonly Drawable[]): boolean =>
  chosen.every((one, i) => chosen.slice(i + 1).every((other) => !areEnemies(one, other)));
const meetsQuotas = (chosen: readonly Drawable[], asked: readonly Quota[] = []): boolean =>
  asked.every(
    ({ tag, value, least }) => chosen.filter((question) => tagValues(question, tag).includes(value)).length >= least,
  );

/** Whether any choice meets the blueprint with its quotas and without enemies, found by trying every one. */
function isDrawableAtAll(pool: readonly Drawable[], blueprint: Blueprint): boolean {
  const modules = [...new Set(pool.map(({ module }) => module))];
  const asked: Quota[] = [
    ...(blueprint.quotas ?? []),
    ...blueprint.norms.map((value): Quota => ({ tag: "norm", value, least: 1 })),
    ...modules.map((value): Quota => ({ tag: "module", value, least: blueprint.perModule })),
  ];
  for (let choice = 0; choice < 2 ** pool.length; choice++) {
    const chosen = pool.filter((_, i) => choice & (1 << i));
    if (chosen.length === blueprint.questions && meetsQuotas(chosen, asked) && peaceful(chosen)) return true;
  }
  return false;
}

describe("quotas and enemies", () => {
  it("a form is drawn for every seed exactly when the bank can fill the blueprint at all", () => {
    fc.assert(
      fc.property(
        taggedQuestions,
        quotaBlueprints,
        fc.array(seeds, { minLength: 1, maxLength: 3 }),
        (pool, asked, all) => {
          const possible = isDrawableAtAll(pool, asked);
          for (const seed of all) expect(drawForm(pool, asked, seed).ok).toBe(possible);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("a form meets every quota, and no two of its questions are enemies", () => {
    fc.assert(
      fc.property(taggedQuestions, quotaBlueprints, seeds, (pool, asked, seed) => {
        const result = drawForm(pool, asked, seed);
        fc.pre(result.ok);
        if (!result.ok) return;
        const chosen = drawn(pool, result.value);
        expect(meetsQuotas(chosen, asked.quotas)).toBe(true);
        expect(peaceful(chosen)).toBe(true);
      }),
    );
  });

  it.each(["a", "b"])("an enemy named by one side alone (%s) is an enemy of both", (side) => {
    const pool = [
      buildQuestion({ versionId: "a", enemies: side === "a" ? ["question of b"] : [] }),
      buildQuestion({ versionId: "b", enemies: side === "b" ? ["question of a"] : [] }),
      buildQuestion({ versionId: "c" }),
    ];
    for (let i = 0; i < 50; i++)
      expect(peaceful(drawn(pool, form(pool, buildBlueprint({ questions: 2 }), `${i}`)))).toBe(true);
    expect(drawForm(pool, buildBlueprint({ questions: 3 }), "seed").ok).toBe(false);
  });

  it("knows the bands of difficulty by their edges", () => {
    expect([1, 49, 50, 79, 80, 99].map(easeBand)).toEqual(["hard", "hard", "middle", "middle", "easy", "easy"]);
  });
});

describe("options", () => {
  it("true and false keep their order, whatever the seed", () => {
    const pool = [buildQuestion({ versionId: "q", kind: "true-false", optionIds: ["true", "false"] })];
    for (let i = 0; i < 50; i++)
      expect(form(pool, buildBlueprint(), `${i}`)[0]?.optionOrder).toEqual(["true", "false"]);
  });
});

describe("a resit", () => {
  const plain = Array.from({ length: 12 }, (_, i) =>
    buildQuestion({ versionId: `q${i}`, norms: i === 0 ? ["a"] : [], easePercent: 10 + 7 * i }),
  );

  it("draws unseen questions alone where there are enough of them", () => {
    const seen = new Set(plain.slice(0, 6).map(({ questionId }) => questionId));
    for (let i = 0; i < 100; i++)
      for (const question of drawn(plain, expectForm(plain, buildBlueprint({ questions: 6 }), `${i}`, seen)))
        expect(seen.has(question.questionId)).toBe(false);
  });

  it("knows what was seen by version as well as by question", () => {
    const seen = new Set(plain.slice(0, 6).map(({ versionId }) => versionId));
    const chosen = drawn(plain, expectForm(plain, buildBlueprint({ questions: 6 }), "seed", seen));
    expect(chosen.some(({ versionId }) => seen.has(versionId))).toBe(false);
  });

  it("repeats a seen question only where the blueprint leaves no choice", () => {
    const seen = new Set(["q0", "q1", "q2"]);
    for (let i = 0; i < 100; i++) {
      const asked = buildBlueprint({ questions: 6, norms: ["a"] });
      const chosen = drawn(plain, expectForm(plain, asked, `${i}`, seen)).map(({ versionId }) => versionId);
      expect(chosen.filter((id) => seen.has(id))).toEqual(["q0"]);
    }
  });

  it("fills the form with seen questions when the others do not reach", () => {
    const seen = new Set(plain.slice(0, 9).map(({ questionId }) => questionId));
    const chosen = drawn(plain, expectForm(plain, buildBlueprint({ questions: 6 }), "seed", seen));
    expect(chosen.filter(({ questionId }) => !seen.has(questionId))).toHaveLength(3);
  });

  function expectForm(
    pool: readonly Drawable[],
    blueprint: Blueprint,
    seed: string,
    seen: ReadonlySet<string>,
  ): DrawnSlot[] {
    const result = drawForm(pool, blueprint, seed, seen);
    if (!result.ok) throw new Error(`not drawn: ${result.reason}`);
    return result.value;
  }
});

describe("over 10,000 forms", () => {
  /** A bank as an organization has one: five modules, four outcomes, norms on half, enemies, three of four difficulties known. */
  const realBank = (size: number): Drawable[] =>
    Array.from({ length: size }, (_, i) =>
      buildQuestion({
        versionId: `q${String(i).padStart(3, "0")}`,
        module: `m${i % 5}`,
        outcome: `o${i % 4}`,
        norms: i % 2 === 0 ? [norms[(i / 2) % 8] ?? ""] : [],
        easePercent: i % 4 === 3 ? null : 25 + ((i * 37) % 71),
        enemies: i % 15 === 0 ? [`question of q${String(i + 1).padStart(3, "0")}`] : [],
      }),
    );
  const asked = (questions: number): Blueprint => ({
    ...buildBlueprint({ questions, perModule: 3, norms }),
    quotas: [
      { tag: "ease", value: "hard", least: 5 },
      { tag: "ease", value: "easy", least: 4 },
      { tag: "outcome", value: "o2", least: 6 },
    ],
  });

  it.each([
    { size: 180, questions: 30 },
    { size: 60, questions: 25 },
  ])(
    "of $questions questions from $size, the expected score's standard deviation is under 0.4",
    ({ size, questions }) => {
      const pool = realBank(size);
      const byVersion = new Map(pool.map((question) => [question.versionId, question]));
      const draw = prepareDraw(pool, asked(questions));
      const scores: number[] = [];
      const drawnOften = new Set<string>();
      for (let i = 0; i < 10_000; i++) {
        const drawnForm = draw(`form ${i}`);
        if (!drawnForm.ok) throw new Error(drawnForm.reason);
        const chosen = drawnForm.value.map(({ versionId }) => byVersion.get(versionId) as Drawable);
        for (const { versionId } of chosen) drawnOften.add(versionId);
        scores.push((expectedPercent(chosen, pool) ?? 0) / 100);
      }
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
      expect(deviation).toBeLessThan(0.4);
      expect(drawnOften.size, "every question comes up in some form").toBe(size);
    },
    60_000,
  );

  it("one form from 180 takes a few milliseconds", () => {
    const pool = realBank(180);
    const milliseconds = Array.from({ length: 100 }, (_, i) => {
      const began = performance.now();
      form(pool, asked(30), `${i}`);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    // The median: the machine that runs the tests does other things too.
    expect(milliseconds[50]).toBeLessThan(10);
  });
});

describe("tagValues", () => {
  it("knows a question's values of every tag", () => {
    const question = buildQuestion({
      versionId: "q",
      norms: ["f", "g"],
      cbms: ["3"],
      bloom: "apply",
      easePercent: 80,
    });
    expect(Object.fromEntries(quotaTags.map((tag) => [tag, tagValues(question, tag)]))).toEqual({
      module: ["one"],
      outcome: ["o1"],
      norm: ["f", "g"],
      cbm: ["3"],
      bloom: ["apply"],
      ease: ["easy"],
    });
  });
});
