/** A box in a row: which item it shows and where it stands. All lengths are in CSS pixels. */
export interface Cell {
  index: number;
  left: number;
  width: number;
}

/** Items side by side, as high as each other. `height` is that of the pictures alone. */
export interface Row {
  top: number;
  height: number;
  cells: readonly Cell[];
}

export interface LayoutOptions {
  width: number;
  /** What the rows' height is to be near to. */
  targetHeight: number;
  gap: number;
  /** What stands below each picture. */
  captionHeight: number;
}

export interface Layout {
  rows: readonly Row[];
  height: number;
}

/** How much higher than asked for a row may be that has too little in it. */
const MOST_STRETCH = 1.25;

const toCells = (
  ratios: readonly number[],
  first: number,
  { height, gap }: { height: number; gap: number },
): Cell[] => {
  let left = 0;
  return ratios.map((ratio, nth) => {
    const width = ratio * height;
    const cell = { index: first + nth, left, width };
    left += width + gap;
    return cell;
  });
};

/**
 * Lays items out in rows that fill the width, nothing cropped: a row takes items until it would be lower than asked
 * for. The last row is not stretched. What comes first never moves when more comes after it, but for the last row.
 * @param ratios width by height of each item
 */
export function layoutRows(ratios: readonly number[], options: LayoutOptions): Layout {
  const { width, targetHeight, gap, captionHeight } = options;
  const rows: Row[] = [];
  let top = 0;
  let first = 0;
  let sum = 0;
  const close = (end: number, isLast: boolean): void => {
    const taken = ratios.slice(first, end);
    const filling = (width - gap * (taken.length - 1)) / sum;
    const most = isLast ? targetHeight : targetHeight * MOST_STRETCH;
    const height = Math.min(filling, most);
    rows.push({ top, height, cells: toCells(taken, first, { height, gap }) });
    top += height + captionHeight + gap;
    first = end;
    sum = 0;
  };
  ratios.forEach((ratio, index) => {
    sum += ratio;
    if (sum * targetHeight + gap * (index - first) >= width) close(index + 1, false);
  });
  if (first < ratios.length) close(ratios.length, true);
  return { rows, height: Math.max(0, top - gap) };
}

/** The rows of which anything is between two heights. */
export function findRows(rows: readonly Row[], from: number, to: number): readonly Row[] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const next = rows[middle + 1];
    if (next !== undefined && next.top <= from) low = middle + 1;
    else high = middle;
  }
  const found: Row[] = [];
  for (let index = low; index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined || row.top >= to) break;
    found.push(row);
  }
  return found;
}
