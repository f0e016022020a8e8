import type { JSX } from 'preact';

const LONGEST = 18;

/** The outline of a format. */
export function ShapeIcon({ width, height }: { width: number; height: number }): JSX.Element {
  const scale = LONGEST / Math.max(width, height);
  const [wide, high] = [width * scale, height * scale];
  return (
    <svg class="icon" width={20} height={20} viewBox="0 0 20 20" aria-hidden="true">
      <rect x={(20 - wide) / 2} y={(20 - high) / 2} width={wide} height={high} rx={2} />
    </svg>
  );
}
