import { findRows, layoutRows } from './layout-rows';

const options = { width: 1_000, targetHeight: 200, gap: 10, captionHeight: 30 };
/** Shapes as they come, the same ones at each run. */
const shapes = (length: number): number[] =>
  Array.from({ length }, (_, index) => [1, 16 / 9, 9 / 16, 4 / 3, 2.5][(index * 7) % 5] ?? 1);

describe('layoutRows', () => {
  it('fills the width of every row but the last, in order and without overlap', () => {
    const { rows } = layoutRows(shapes(103), options);
    expect(rows.flatMap(({ cells }) => cells.map(({ index }) => index))).toEqual(
      shapes(103).map((_, index) => index),
    );
    for (const { cells } of rows.slice(0, -1)) {
      const last = cells.at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1_000);
    }
    rows.forEach(({ top, height }, nth) => {
      expect(rows[nth + 1]?.top ?? Infinity).toBeGreaterThanOrEqual(top + height + options.captionHeight);
    });
  });

  it('crops nothing: each box has the shape of its item', () => {
    const ratios = shapes(40);
    for (const { height, cells } of layoutRows(ratios, options).rows)
      for (const { index, width } of cells) expect(width / height).toBeCloseTo(ratios[index] ?? 0);
  });

  it('leaves rows where they are when more comes', () => {
    const before = layoutRows(shapes(100), options).rows.slice(0, -1);
    const after = layoutRows(shapes(200), options).rows;
    expect(after.slice(0, before.length)).toEqual(before);
  });

  it('does not blow up a single picture, and shrinks what is wider than the page', () => {
    expect(layoutRows([1], options).rows[0]).toMatchObject({ height: 200, cells: [{ width: 200 }] });
    expect(layoutRows([3], { ...options, width: 300 }).rows[0]).toMatchObject({ height: 100 });
  });

  it('is nothing of nothing', () => {
    expect(layoutRows([], options)).toEqual({ rows: [], height: 0 });
  });
});

describe('findRows', () => {
  const { rows, height } = layoutRows(shapes(5_000), options);

  it('finds exactly the rows of which anything is to be seen', () => {
    for (const from of [0, 1, 777, height / 2, height - 100]) {
      const to = from + 900;
      const seen = rows.filter((row) => row.top < to && row.top + row.height + options.captionHeight > from);
      const found = findRows(rows, from, to);
      expect(found).toEqual(expect.arrayContaining(seen));
      expect(found.length).toBeLessThanOrEqual(seen.length + 1);
    }
  });

  it('finds nothing where there is nothing', () => {
    expect(findRows([], 0, 900)).toEqual([]);
  });
});
