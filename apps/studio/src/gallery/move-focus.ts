import { findNeighbour, type Direction } from './find-neighbour';
import type { Row } from './layout-rows';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Arrow keys go from picture to picture. Only pictures that are drawn can take the focus, which neighbours are. */
export function moveFocus(event: KeyboardEvent, rows: readonly Row[]): void {
  const direction = DIRECTIONS[event.key];
  const wall = event.currentTarget as HTMLElement;
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  if (direction === undefined || cell === null) return;
  const neighbour = findNeighbour(rows, Number(cell.dataset['index']), direction);
  if (neighbour === null) return;
  const link = wall.querySelector<HTMLElement>(`[data-index="${neighbour}"] a`);
  if (link === null) return;
  event.preventDefault();
  link.focus();
}
