/** Names that short are too much alike anyhow. */
const SHORTEST = 6;

/** How many letters a slip of the pen changes, leaves out or adds at most. */
const MOST_EDITS = 2;

const countEdits = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...right].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The name that was meant by one that is almost the same; null when there is none. */
export function findSimilar(name: string, names: readonly string[]): string | null {
  if (name.length < SHORTEST) return null;
  const near = names.filter((each) => Math.abs(each.length - name.length) <= MOST_EDITS);
  return near.find((each) => countEdits(name, each) <= MOST_EDITS) ?? null;
}
