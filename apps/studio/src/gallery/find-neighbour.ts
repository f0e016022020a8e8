import type { Cell, Row } from './layout-rows';

export type Direction = 'left' | 'right' | 'up' | 'down';

const toMiddle = ({ left, width }: Cell): number => left + width / 2;

const findBeside = (rows: readonly Row[], index: number, step: -1 | 1): number | null => {
  const last = rows.at(-1)?.cells.at(-1)?.index ?? -1;
  const beside = index + step;
  return beside < 0 || beside > last ? null : beside;
};

const findNearest = (cells: readonly Cell[], cell: Cell): number | null => {
  const distance = (each: Cell): number => Math.abs(toMiddle(each) - toMiddle(cell));
  const [nearest] = [...cells].sort((left, right) => distance(left) - distance(right));
  return nearest?.index ?? null;
};

/** The item beside another; above and below it, the one whose middle is nearest. Null at the edges. */
export function findNeighbour(rows: readonly Row[], index: number, direction: Direction): number | null {
  const nth = rows.findIndex(({ cells }) => cells.some((cell) => cell.index === index));
  const cell = rows[nth]?.cells.find((each) => each.index === index);
  if (cell === undefined) return null;
  switch (direction) {
    case 'left':
      return findBeside(rows, index, -1);
    case 'right':
      return findBeside(rows, index, 1);
    case 'up':
      return findNearest(rows[nth - 1]?.cells ?? [], cell);
    case 'down':
      return findNearest(rows[nth + 1]?.cells ?? [], cell);
  }
}
