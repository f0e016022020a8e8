import { findNeighbour } from './find-neighbour';
import { layoutRows } from './layout-rows';

// Two rows: 0 and 1 side by side, then 2, 3 and 4.
const { rows } = layoutRows([2.5, 2.5, 1.7, 1.7, 1.7], {
  width: 1_000,
  targetHeight: 200,
  gap: 0,
  captionHeight: 0,
});

describe('findNeighbour', () => {
  it.each([
    [0, 'right', 1],
    [1, 'right', 2],
    [2, 'left', 1],
    [0, 'down', 2],
    [1, 'down', 4],
    [2, 'up', 0],
    [4, 'up', 1],
  ] as const)('goes from %d %s to %d', (index, direction, neighbour) => {
    expect(findNeighbour(rows, index, direction)).toBe(neighbour);
  });

  it('stays inside', () => {
    expect(findNeighbour(rows, 0, 'left')).toBeNull();
    expect(findNeighbour(rows, 0, 'up')).toBeNull();
    expect(findNeighbour(rows, 4, 'right')).toBeNull();
    expect(findNeighbour(rows, 4, 'down')).toBeNull();
    expect(findNeighbour(rows, 99, 'up')).toBeNull();
  });
});
