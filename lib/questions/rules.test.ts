import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  filterQuestions,
  findDraftProblems,
  isRight,
  publishedContent,
  questionKinds,
  readBankFilter,
  readEase,
  readShare,
  showShare,
  stateOf,
} from "./rules";
import type { BankQuestion, DraftContent, DraftLayer, DraftOption } from "./types";

const option = (id: string, fields: Partial<DraftOption> = {}): DraftOption => ({
  id,
  right: false,
  share: "",
  ...fields,
});
const buildLayer = (fields: Partial<DraftLayer> = {}): DraftLayer => ({
  language: "en",
  stem: "Which norm?",
  rationale: "Its text says so.",
  options: { a: "Norm (f)", b: "Norm (g)", c: "Norm (h)" },
  reasons: { b: "It protects.", c: "It helps." },
  ...fields,
});
/** A complete question with one right option; a test states only what its claim depends on. */
const buildContent = (fields: Partial<DraftContent> = {}): DraftContent => ({
  kind: "single",
  module: "m1",
  outcome: "o1",
  norms: [],
  cbms: [],
  bloom: "",
  ease: "",
  options: [option("a", { right: true }), option("b"), option("c")],
  citations: [{ symbol: "A/70/174", part: "", locator: "" }],
  layers: [buildLayer()],
  authors: [],
  ...fields,
});

describe("readShare", () => {
  it.each([
    { typed: "1/2", share: [1, 2] },
    { typed: " 1 / 3 ", share: [1, 3] },
    { typed: "-1/4", share: [-1, 4] },
    { typed: "−1/4", share: [-1, 4] },
    { typed: "1", share: [1, 1] },
    { typed: "", share: [0, 1] },
    { typed: "0", share: [0, 1] },
    { typed: "1/7", share: [1, 7] },
    { typed: "1/11", share: null },
    { typed: "1/0", share: null },
    { typed: "3/2", share: null },
    { typed: "0.5", share: null },
    { typed: "half", share: null },
  ])("reads “$typed” as $share", ({ typed, share }) => {
    expect(readShare(typed)).toEqual(share);
  });

  it("reads what it shows", () => {
    for (const typed of ["1/2", "-1/4", "1", "0", "-1"]) expect(showShare(readShare(typed) ?? [9, 1])).toBe(typed);
  });
});

describe("findDraftProblems", () => {
  it.each([
    { fields: {}, kinds: [], why: "a complete question" },
    { fields: { module: "", outcome: "" }, kinds: ["no-module", "no-outcome"], why: "nothing it is about" },
    { fields: { citations: [] }, kinds: ["no-citation"], why: "no source" },
    { fields: { ease: "100" }, kinds: ["ease"], why: "everybody" },
    { fields: { ease: "some" }, kinds: ["ease"], why: "no number" },
    { fields: { layers: [buildLayer({ stem: " " })] }, kinds: ["no-stem"], why: "no stem" },
    { fields: { layers: [buildLayer({ rationale: "" })] }, kinds: ["no-rationale"], why: "no rationale" },
    {
      fields: { layers: [buildLayer({ reasons: { b: "It protects." } })] },
      kinds: ["no-reason"],
      why: "a bare distractor",
    },
    {
      fields: { layers: [buildLayer({ options: { a: "Norm (f)", b: "norm (F) ", c: "Norm (h)" } })] },
      kinds: ["same-options"],
      why: "one option twice",
    },
    { fields: { layers: [buildLayer({ options: { a: "Norm (f)" } })] }, kinds: ["few-options"], why: "one option" },
    { fields: { options: [option("a"), option("b"), option("c")] }, kinds: ["one-key", "no-reason"], why: "no key" },
    {
      fields: { options: ["a", "b", "c"].map((id) => option(id, { right: true })) },
      kinds: ["one-key"],
      why: "three keys for a single answer",
    },
    { fields: { kind: "true-false" }, kinds: ["two-options"], why: "three options of true and false" },
    {
      fields: { kind: "multiple-all-or-nothing", options: ["a", "b", "c"].map((id) => option(id, { right: true })) },
      kinds: [],
      why: "all of them right",
    },
    {
      fields: { kind: "multiple-right-minus-wrong", options: ["a", "b", "c"].map((id) => option(id, { right: true })) },
      kinds: ["no-distractor"],
      why: "nothing wrong to take off",
    },
    {
      fields: {
        kind: "fractions",
        options: [option("a", { share: "1/2" }), option("b", { share: "1/3" }), option("c")],
      },
      kinds: ["shares-short"],
      why: "nobody could get all points",
    },
    {
      fields: { kind: "fractions", options: [option("a", { share: "1" }), option("b", { share: "x" }), option("c")] },
      kinds: ["share"],
      why: "a share that is none",
    },
    {
      fields: { layers: [buildLayer(), buildLayer({ language: "fr", stem: "", options: {}, reasons: {} })] },
      kinds: ["no-stem", "layer-option", "layer-option", "layer-reason", "layer-option", "layer-reason"],
      why: "a translation hardly begun",
    },
    {
      fields: { layers: [buildLayer({ stem: "![](/api/pictures/x) ![a](https://example.org/a.png)" })] },
      kinds: ["picture-from-elsewhere"],
      why: "a picture from elsewhere",
    },
  ] as { fields: Partial<DraftContent>; kinds: string[]; why: string }[])("finds $kinds: $why", ({ fields, kinds }) => {
    expect(findDraftProblems(buildContent(fields)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("leaves out rows without a word, and counts the others from one", () => {
    const content = buildContent({
      options: [option("a", { right: true }), option("empty"), option("b"), option("c")],
      layers: [buildLayer({ reasons: { b: "It protects." } })],
    });
    expect(findDraftProblems(content)).toEqual([{ kind: "no-reason", option: 3 }]);
  });

  it("lets no question through that could not be marked", () => {
    const options = fc.array(
      fc.record({ right: fc.boolean(), share: fc.constantFrom("", "1/2", "-1/3", "1", "nonsense") }),
      { minLength: 0, maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...questionKinds), options, (kind, rows) => {
        const ids = rows.map((_, i) => `o${i}`);
        const content = buildContent({
          kind,
          options: rows.map((row, i) => ({ id: `o${i}`, ...row })),
          layers: [
            buildLayer({
              options: Object.fromEntries(ids.map((id) => [id, `Option ${id}`])),
              reasons: Object.fromEntries(ids.map((id) => [id, "Because."])),
            }),
          ],
        });
        if (findDraftProblems(content).length > 0) return;
        const right = content.options.filter((one) => isRight(kind, one)).length;
        expect(rows.length).toBeGreaterThanOrEqual(2);
        expect(right).toBeGreaterThan(0);
        if (kind === "single" || kind === "true-false") expect(right).toBe(1);
        if (kind === "true-false") expect(rows).toHaveLength(2);
        if (kind === "multiple-right-minus-wrong") expect(right).toBeLessThan(rows.length);
      }),
    );
  });
});

describe("publishedContent", () => {
  it("drops empty rows, reasons of right options, and what another kind would need", () => {
    const content = publishedContent(
      buildContent({
        options: [option("a", { right: true, share: "1/2" }), option("empty"), option("b"), option("c")],
        layers: [buildLayer({ stem: " Which? ", reasons: { a: "It is right.", b: "It protects.", c: "It helps." } })],
        norms: ["k", "a"],
      }),
    );
    expect(content.options).toEqual([option("a", { right: true }), option("b"), option("c")]);
    expect(content.layers[0]).toMatchObject({ stem: "Which?", reasons: { b: "It protects.", c: "It helps." } });
    expect(content.norms).toEqual(["a", "k"]);
    expect(content).not.toHaveProperty("authors");
  });
});

describe("readEase", () => {
  it.each([
    { typed: "1", percent: 1 },
    { typed: " 99 ", percent: 99 },
    { typed: "0", percent: null },
    { typed: "100", percent: null },
    { typed: "12.5", percent: null },
    { typed: "", percent: null },
  ])("reads “$typed” as $percent", ({ typed, percent }) => {
    expect(readEase(typed)).toBe(percent);
  });
});

describe("stateOf", () => {
  it.each([
    { version: null, retired: false, holds: [], state: "never-published" },
    { version: 1, retired: false, holds: [], state: "in-use" },
    { version: 1, retired: false, holds: ["exposed"], state: "held" },
    { version: 1, retired: true, holds: ["exposed"], state: "retired" },
  ] as const)("is $state", ({ state, ...question }) => {
    expect(stateOf(question)).toBe(state);
  });
});

describe("filterQuestions", () => {
  const build = (fields: Partial<BankQuestion>): BankQuestion => ({
    id: "1",
    reference: "o1-01",
    stem: "Élaborer une norme",
    language: "en",
    kind: "single",
    module: "m1",
    outcome: "o1",
    norms: ["f", "g"],
    cbms: ["2"],
    bloom: "apply",
    easePercent: 40,
    version: 1,
    state: "in-use",
    holds: [],
    draft: "none",
    drawn: 3,
    ...fields,
  });
  const questions = [
    build({}),
    build({ reference: "o2-01", norms: [], bloom: null, easePercent: null, drawn: 0, draft: "in-review" }),
  ];

  it.each([
    { query: {}, left: ["o1-01", "o2-01"], why: "nothing is asked" },
    { query: { q: "elaborer NORME" }, left: ["o1-01", "o2-01"], why: "accents and case do not count" },
    { query: { q: "o2-01" }, left: ["o2-01"], why: "the reference is searched too" },
    { query: { q: "norme absent" }, left: [], why: "every word has to be there" },
    { query: { norm: "g" }, left: ["o1-01"], why: "one of several norms" },
    { query: { bloom: "none" }, left: ["o2-01"], why: "no level" },
    { query: { ease: "hard" }, left: ["o1-01"], why: "a band" },
    { query: { ease: "none" }, left: ["o2-01"], why: "no difficulty" },
    { query: { state: "in-use" }, left: ["o1-01", "o2-01"], why: "a state" },
    { query: { state: "in-review" }, left: ["o2-01"], why: "a draft's state" },
    { query: { state: "never-drawn" }, left: ["o2-01"], why: "never drawn" },
    { query: { module: "m2" }, left: [], why: "another module" },
    { query: { q: ["a", "b"] }, left: ["o1-01", "o2-01"], why: "what cannot be read is not asked" },
  ])("leaves $left: $why", ({ query, left }) => {
    expect(filterQuestions(questions, readBankFilter(query)).map(({ reference }) => reference)).toEqual(left);
  });
});
