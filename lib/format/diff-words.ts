export type DiffPart = { readonly kind: "same" | "gone" | "new"; readonly text: string };

/**
 * Compares two texts word by word: what both have in the same order stays, what only the first has is gone, what only the
 * second has is new. The kept and gone parts together are the first text, the kept and new ones the second, apart from the
 * spaces around words. By the longest common subsequence, so that as much as possible stays.
 * Units: words, split at white space; a text of thousands of words takes seconds.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  // Lengths of the longest common subsequence of what follows each pair of places.
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);

  const runs: { kind: DiffPart["kind"]; words: string[] }[] = [];
  const push = (kind: DiffPart["kind"], word: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else runs.push({ kind, words: [word] });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push("same", a[i] ?? "");
      i++;
      j++;
    } else if (
      (i < a.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) ||
      j >= b.length
    )
      push("gone", a[i++] ?? "");
    else push("new", b[j++] ?? "");
  }
  return runs.map(({ kind, words }) => ({ kind, text: words.join(" ") }));
}

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);
