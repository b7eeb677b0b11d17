import type { QuestionKind, Slot } from "./mark-form";

/**
 * A repaired key. "void" takes the slot out of earned and possible; "accept" makes the named options right besides the key;
 * "rekey" puts the named options in the key's place. Of several repairs of one version the latest holds, alone.
 */
export type Repair = { readonly kind: "void" | "accept" | "rekey"; readonly keyIds: readonly string[] };

/** Which repairs a kind of question can have: where each option has its own share there is no key to widen or replace. */
export const repairsOf = (kind: QuestionKind): readonly Repair["kind"][] =>
  kind === "fractions" ? ["void"] : ["void", "accept", "rekey"];

/**
 * Gives a slot as its repaired key marks it; without a repair, the slot itself. With several accepted options any one of
 * them earns a single-answer question; in a multiple-answer question an accepted option may be ticked or not, and nobody
 * loses by it. So accepting never lowers a mark, whatever was answered.
 * Errors: RangeError for a repair that does not fit the question (see fitsRepair).
 * Source: content/README.md, "Marking", rule 4; law 7.
 */
export function repairSlot(slot: Slot, repair: Repair | null): Slot {
  if (!repair) return slot;
  if (!fitsRepair(slot, repair)) throw new RangeError(`a repair "${repair.kind}" that does not fit the question`);
  if (repair.kind === "void") return { ...slot, voided: true };
  if (repair.kind === "accept") return { ...slot, acceptedIds: repair.keyIds };
  return { ...slot, keyIds: repair.keyIds };
}

/**
 * Whether a repair can be made to a question: its kind knows it, the options are the question's own, each named once, and
 * the question can still be marked: one key where one answer is asked for, a distractor where wrong ones are taken off.
 * A void names no options, and the others name at least one; accepting what is right already is no repair.
 */
export function fitsRepair(
  { kind, optionIds, keyIds }: Pick<Slot, "kind" | "optionIds" | "keyIds">,
  repair: Repair,
): boolean {
  const named = repair.keyIds;
  if (!repairsOf(kind).includes(repair.kind)) return false;
  if (repair.kind === "void") return named.length === 0;
  if (named.length === 0 || new Set(named).size !== named.length) return false;
  if (!named.every((id) => optionIds.includes(id))) return false;
  if (repair.kind === "accept") return named.every((id) => !keyIds.includes(id));
  if (kind === "single" || kind === "true-false") return named.length === 1;
  return kind !== "multiple-right-minus-wrong" || named.length < optionIds.length;
}
