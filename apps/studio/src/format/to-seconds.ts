const unit = (name: string, digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: name,
    unitDisplay: 'narrow',
    maximumFractionDigits: digits,
  });

const tenths = unit('second', 1);
const whole = unit('second', 0);
const minutes = unit('minute', 0);
const hours = unit('hour', 0);
const days = unit('day', 0);

/** A length of time in the two units that matter: `3.4s`, `2m 5s`, `1h 12m`, `3d 4h`. */
export function toSeconds(seconds: number): string {
  if (seconds < 10) return tenths.format(Math.max(0, seconds));
  const all = Math.round(seconds);
  if (all < 60) return whole.format(all);
  if (all < 3_600) return `${minutes.format(Math.floor(all / 60))} ${whole.format(all % 60)}`;
  if (all < 86_400)
    return `${hours.format(Math.floor(all / 3_600))} ${minutes.format(Math.floor((all % 3_600) / 60))}`;
  return `${days.format(Math.floor(all / 86_400))} ${hours.format(Math.floor((all % 86_400) / 3_600))}`;
}
