import { toAreaPath, toLinePath, toNiceMost, type Frame } from './chart-paths';

const frame: Frame = { fromMs: 1_000, toMs: 11_000, most: 10, width: 100, height: 50 };

describe('toLinePath', () => {
  it('holds a value until the next one was taken', () => {
    expect(
      toLinePath(
        [
          { atMs: 1_000, value: 0 },
          { atMs: 6_000, value: 5 },
          { atMs: 11_000, value: 10 },
        ],
        frame,
      ),
    ).toBe('M0 50H50V25H100V0');
  });

  it('begins at the edge with the last value before it', () => {
    expect(
      toLinePath(
        [
          { atMs: -9_000, value: 1 },
          { atMs: 500, value: 4 },
          { atMs: 6_000, value: 5 },
        ],
        frame,
      ),
    ).toBe('M0 30H50V25');
  });

  it('is interrupted where nobody measured', () => {
    const long = { ...frame, fromMs: 0, toMs: 100_000 };
    const path = toLinePath(
      [
        { atMs: 0, value: 1 },
        { atMs: 90_000, value: 1 },
      ],
      long,
    );
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it('stays inside, and is nothing of nothing', () => {
    expect(toLinePath([{ atMs: 99_000, value: 99 }], frame)).toBe('M100 0');
    expect(toLinePath([], frame)).toBe('');
  });
});

describe('toAreaPath', () => {
  it('closes along the bottom', () => {
    expect(
      toAreaPath(
        [
          { atMs: 1_000, value: 5 },
          { atMs: 11_000, value: 5 },
        ],
        frame,
      ),
    ).toBe('M0 25H100V25V50H0Z');
  });
});

describe('toNiceMost', () => {
  it.each([
    [0, 4],
    [4, 4],
    [5, 5],
    [6, 10],
    [11, 20],
    [37, 40],
    [101, 200],
    [9_999, 10_000],
  ])('rounds %d up to %d', (value, most) => {
    expect(toNiceMost(value)).toBe(most);
  });
});
