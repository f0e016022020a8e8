const format = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** 0 to 100 as the visitor's locale writes a percentage. */
export function toPercent(percent: number): string {
  return format.format(percent / 100);
}
