const byDigits = new Map<number, Intl.NumberFormat>();

/** A number as the visitor's locale writes it. */
export function toNumber(value: number, digits = 0): string {
  let format = byDigits.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat(undefined, { maximumFractionDigits: digits });
    byDigits.set(digits, format);
  }
  return format.format(value);
}
