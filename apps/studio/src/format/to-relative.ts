const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** How far a moment is from now, in its largest unit: `in 20 sec.`, `5 min. ago`. Null for what is no time. */
export function toRelative(iso: string, now: Date): string | null {
  const seconds = (Date.parse(iso) - now.getTime()) / 1_000;
  if (Number.isNaN(seconds)) return null;
  const [unit, size] = STEPS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  return format.format(Math.round(seconds / size), unit);
}
