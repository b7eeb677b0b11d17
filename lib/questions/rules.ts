import { fold } from "@/lib/format/fold";
import type { QuestionKind } from "@/lib/grading/mark-form";
import type { Share } from "@/lib/grading/mark-fractions";
import { easeBand } from "@/lib/questions/draw-form";
import type {
  BankFilterValues,
  BankQuestion,
  DraftContent,
  DraftLayer,
  DraftOption,
  DraftProblem,
  HoldReason,
  QuestionState,
} from "./types";

export const questionKinds = [
  "single",
  "true-false",
  "multiple-all-or-nothing",
  "multiple-right-minus-wrong",
  "fractions",
] as const satisfies readonly QuestionKind[];

/** The language in which questions are written; every other layer is a translation of it. */
export const writtenLanguage = "en";

export const MAX_OPTIONS = 8;

/** Denominators whose sums stay small whatever is added up: each divides 5,040, as the parts of every other kind do. */
const denominators = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20];

/**
 * Reads a share as an author types it: "1/2", "-1/4", "1", "0"; nothing is no share. null when it cannot be read.
 * Units: numerator and denominator of the slot's points.
 */
export function readShare(typed: string): Share | null {
  const match = /^([-−]?\d{1,2})(?:\s*[/⁄]\s*(\d{1,2}))?$/u.exec(typed.trim() || "0");
  if (!match) return null;
  const numerator = Number((match[1] ?? "").replace("−", "-"));
  const denominator = Number(match[2] ?? 1);
  if (!denominators.includes(denominator) || Math.abs(numerator) > denominator) return null;
  return [numerator, denominator];
}

export const showShare = ([numerator, denominator]: Share): string =>
  denominator === 1 ? `${numerator}` : `${numerator}/${denominator}`;

export const layerOf = (content: DraftContent, language: string): DraftLayer | undefined =>
  content.layers.find((layer) => layer.language === language);

/** The options that have words: an empty row of the form is none. */
export const filledOptions = (content: DraftContent): readonly DraftOption[] =>
  content.options.filter(({ id }) => content.layers.some(({ options }) => (options[id] ?? "").trim() !== ""));

/** The options that are right: those ticked, or for fractions those with a share above nothing. */
export const isRight = (kind: QuestionKind, { right, share }: DraftOption): boolean =>
  kind === "fractions" ? (readShare(share)?.[0] ?? 0) > 0 : right;

/** Everything that keeps a draft from being published; nothing when it can be. */
export function findDraftProblems(content: DraftContent): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const { kind } = content;
  if (content.module === "") problems.push({ kind: "no-module" });
  if (content.outcome === "") problems.push({ kind: "no-outcome" });
  const options = filledOptions(content);
  const written = layerOf(content, writtenLanguage);
  if (!written?.stem.trim()) problems.push({ kind: "no-stem", language: writtenLanguage });
  const texts = options.map(({ id }) => (written?.options[id] ?? "").trim().toLowerCase());
  for (const [i, text] of texts.entries()) if (text === "") problems.push({ kind: "no-text", option: i + 1 });
  if (new Set(texts.filter(Boolean)).size < texts.filter(Boolean).length) problems.push({ kind: "same-options" });
  problems.push(...findKeyProblems(kind, options));
  for (const [i, option] of options.entries()) {
    if (isRight(kind, option) || written?.reasons[option.id]?.trim()) continue;
    problems.push({ kind: "no-reason", option: i + 1 });
  }
  if (!written?.rationale.trim()) problems.push({ kind: "no-rationale", language: writtenLanguage });
  if (content.citations.length === 0) problems.push({ kind: "no-citation" });
  if (content.ease.trim() !== "" && readEase(content.ease) === null) problems.push({ kind: "ease" });
  for (const layer of content.layers) problems.push(...findLayerProblems(content, layer, options));
  return problems;
}

function findKeyProblems(kind: QuestionKind, options: readonly DraftOption[]): DraftProblem[] {
  const right = options.filter((option) => isRight(kind, option)).length;
  if (kind === "true-false" && options.length !== 2) return [{ kind: "two-options" }];
  if (options.length < 2) return [{ kind: "few-options" }];
  switch (kind) {
    case "single":
    case "true-false":
      return right === 1 ? [] : [{ kind: "one-key" }];
    case "multiple-all-or-nothing":
      return right > 0 ? [] : [{ kind: "no-key" }];
    case "multiple-right-minus-wrong":
      if (right === 0) return [{ kind: "no-key" }];
      return right < options.length ? [] : [{ kind: "no-distractor" }];
    case "fractions": {
      const unreadable = options.flatMap(({ share }, i): DraftProblem[] =>
        readShare(share) === null ? [{ kind: "share", option: i + 1 }] : [],
      );
      if (unreadable.length > 0) return unreadable;
      return reachesWhole(options) ? [] : [{ kind: "shares-short" }];
    }
    default:
      throw new RangeError(`no such kind: ${kind satisfies never}`);
  }
}

/** Whether choosing everything worth something earns the whole: otherwise nobody could get all points. */
function reachesWhole(options: readonly DraftOption[]): boolean {
  const parts = options
    .map(({ share }) => readShare(share))
    .filter((share) => share !== null && share[0] > 0) as Share[];
  const common = parts.reduce((product, [, denominator]) => product * BigInt(denominator), 1n);
  return parts.reduce((sum, [n, d]) => sum + (BigInt(n) * common) / BigInt(d), 0n) >= common;
}

function findLayerProblems(content: DraftContent, layer: DraftLayer, options: readonly DraftOption[]): DraftProblem[] {
  const { language } = layer;
  const problems: DraftProblem[] = [];
  if (language !== writtenLanguage) {
    if (layer.stem.trim() === "") problems.push({ kind: "no-stem", language });
    for (const [i, option] of options.entries()) {
      if (!layer.options[option.id]?.trim()) problems.push({ kind: "layer-option", language, option: i + 1 });
      if (!isRight(content.kind, option) && !layer.reasons[option.id]?.trim())
        problems.push({ kind: "layer-reason", language, option: i + 1 });
    }
    if (layer.rationale.trim() === "") problems.push({ kind: "no-rationale", language });
  }
  const kinds = new Set([layer.stem, ...Object.values(layer.options)].flatMap(findPictureProblems));
  return [...problems, ...[...kinds].map((kind): DraftProblem => ({ kind, language }))];
}

const ownPicture = /^\/api\/pictures\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether an address is a picture that this installation keeps: the only ones a question shows. */
export const isOwnPicture = (address: string): boolean => ownPicture.test(address);

/** Pictures in a text that have no alternative text, or come from elsewhere: what an author still has to mend. */
export function findPictureProblems(text: string): ("picture-without-text" | "picture-from-elsewhere")[] {
  const problems: ("picture-without-text" | "picture-from-elsewhere")[] = [];
  for (const [, alternative = "", address = ""] of text.matchAll(/!\[([^[\]]*)\]\(\s*<?([^)\s>]*)/g)) {
    if (!isOwnPicture(address)) problems.push("picture-from-elsewhere");
    else if (alternative.trim() === "") problems.push("picture-without-text");
  }
  return problems;
}

/** A whole number of percent from 1 to 99; null when it is none. */
export function readEase(typed: string): number | null {
  const percent = /^\d{1,2}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  return percent >= 1 ? percent : null;
}

/** What a draft is without who wrote it and without empty rows: two of the same are one version. */
export function publishedContent(content: DraftContent): Omit<DraftContent, "authors"> {
  const options = filledOptions(content);
  const ids = new Set(options.map(({ id }) => id));
  const kept = (words: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      options.flatMap(({ id }) => (ids.has(id) && words[id]?.trim() ? [[id, words[id].trim()] as const] : [])),
    );
  return {
    kind: content.kind,
    module: content.module,
    outcome: content.outcome,
    norms: [...content.norms].sort(),
    cbms: [...content.cbms].sort(),
    bloom: content.bloom,
    ease: `${readEase(content.ease) ?? ""}`,
    options: options.map((option) => ({
      id: option.id,
      right: isRight(content.kind, option),
      share: content.kind === "fractions" ? showShare(readShare(option.share) ?? [0, 1]) : "",
    })),
    citations: content.citations.map(({ symbol, part, locator }) => ({ symbol, part, locator })),
    layers: content.layers.map(({ language, stem, rationale, options: texts, reasons }) => ({
      language,
      stem: stem.trim(),
      rationale: rationale.trim(),
      options: kept(texts),
      reasons: Object.fromEntries(
        Object.entries(kept(reasons)).filter(([id]) => {
          const option = options.find((one) => one.id === id);
          return option !== undefined && !isRight(content.kind, option);
        }),
      ),
    })),
  };
}

/** How a published question stands: whether it is drawn, and where not, that it is held or retired. */
export function stateOf(question: {
  readonly version: number | null;
  readonly retired: boolean;
  readonly holds: readonly HoldReason[];
}): QuestionState {
  if (question.retired) return "retired";
  if (question.version === null) return "never-published";
  return question.holds.length > 0 ? "held" : "in-use";
}

export const bankStates = [
  "in-use",
  "held",
  "never-published",
  "retired",
  "draft",
  "in-review",
  "never-drawn",
] as const;

const filterNames = ["q", "module", "outcome", "norm", "cbm", "bloom", "ease", "state"] as const;

/** What a bank's list was narrowed to; whatever is not there is not asked for. */
export function readBankFilter(query: Readonly<Record<string, string | string[] | undefined>>): BankFilterValues {
  const value = (name: string): string => {
    const given = query[name];
    return typeof given === "string" ? given.slice(0, 200).trim() : "";
  };
  return Object.fromEntries(filterNames.map((name) => [name, value(name)])) as BankFilterValues;
}

/** The questions that a filter leaves: every word of the search stands in the reference or the stem. */
export function filterQuestions(questions: readonly BankQuestion[], filter: BankFilterValues): BankQuestion[] {
  const searched = fold(filter.q).split(/\s+/).filter(Boolean);
  const fits = (asked: string, values: readonly (string | null)[]): boolean => asked === "" || values.includes(asked);
  return questions.filter((question) => {
    const text = fold(`${question.reference} ${question.stem}`);
    return (
      searched.every((word) => text.includes(word)) &&
      fits(filter.module, [question.module]) &&
      fits(filter.outcome, [question.outcome]) &&
      fits(filter.norm, question.norms) &&
      fits(filter.cbm, question.cbms) &&
      fits(filter.bloom, [question.bloom ?? "none"]) &&
      fits(filter.ease, [question.easePercent === null ? "none" : easeBand(question.easePercent)]) &&
      fits(filter.state, [question.state, question.draft, question.drawn === 0 ? "never-drawn" : null])
    );
  });
}
