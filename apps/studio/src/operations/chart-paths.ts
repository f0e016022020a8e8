/** A value at a moment, in milliseconds since 1970. */
export interface Point {
  atMs: number;
  value: number;
}

export interface Frame {
  fromMs: number;
  toMs: number;
  /** The value at the top. */
  most: number;
  width: number;
  height: number;
}

/** How long nobody measured before a line is interrupted, in milliseconds. */
const GAP_MS = 45_000;

const round = (value: number): number => Math.round(value * 10) / 10;

const toX = (atMs: number, { fromMs, toMs, width }: Frame): number =>
  round(((Math.min(toMs, Math.max(fromMs, atMs)) - fromMs) / (toMs - fromMs)) * width);

const toY = (value: number, { most, height }: Frame): number =>
  round(height - (Math.min(most, value) / most) * height);

/** The stretches in which somebody measured, with the last point before the frame to begin at its edge. */
const toStretches = (points: readonly Point[], { fromMs }: Frame): Point[][] => {
  const stretches: Point[][] = [];
  let before: Point | null = null;
  for (const point of points) {
    if (before === null || point.atMs - before.atMs > GAP_MS) stretches.push([]);
    const current = stretches.at(-1) ?? [];
    if (point.atMs < fromMs) current.length = 0;
    current.push(point);
    before = point;
  }
  return stretches.filter((stretch) => (stretch.at(-1)?.atMs ?? 0) >= fromMs);
};

const toSteps = (points: readonly Point[], frame: Frame): string =>
  points
    .map(({ atMs, value }, index) => {
      const [x, y] = [toX(atMs, frame), toY(value, frame)];
      return index === 0 ? `M${x} ${y}` : `H${x}V${y}`;
    })
    .join('');

/** A line through what was measured: a value holds until the next one was taken. */
export function toLinePath(points: readonly Point[], frame: Frame): string {
  return toStretches(points, frame)
    .map((stretch) => toSteps(stretch, frame))
    .join('');
}

/** The same with everything below it. */
export function toAreaPath(points: readonly Point[], frame: Frame): string {
  return toStretches(points, frame)
    .map((stretch) => {
      const first = toX(stretch[0]?.atMs ?? frame.fromMs, frame);
      return `${toSteps(stretch, frame)}V${frame.height}H${first}Z`;
    })
    .join('');
}

/** A round number that is at least as large: what an axis may end at. */
export function toNiceMost(value: number): number {
  if (value <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 10].find((factor) => factor * size >= value) ?? 10) * size;
}
