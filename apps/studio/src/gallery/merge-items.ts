interface Identified {
  workflow_id: string;
}

/** Adds what is not there yet. A list that is read page by page while things end may tell of one twice. */
export function mergeItems<Item extends Identified>(
  before: readonly Item[],
  more: readonly Item[],
  where: 'start' | 'end',
): readonly Item[] {
  const there = new Set(before.map(({ workflow_id: id }) => id));
  const added = more.filter(({ workflow_id: id }) => !there.has(id) && there.add(id));
  if (added.length === 0) return before;
  return where === 'start' ? [...added, ...before] : [...before, ...added];
}
