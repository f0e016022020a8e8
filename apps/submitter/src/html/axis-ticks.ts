const NICE: readonly number[] = [1, 2, 5, 10];

/** Round values from 0 up to `highest`, about as many as asked for. */
export function toTicks(highest: number, about = 4, whole = false): number[] {
  if (!(highest > 0)) return [0];
  const rough = highest / about;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const nice = (NICE.find((each) => each * magnitude >= rough) ?? 10) * magnitude;
  const step = whole ? Math.max(1, Math.round(nice)) : nice;
  const steps = Math.floor(highest / step + 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
