/** In milliseconds. */
const SPAN_MS = 60_000;

/**
 * Counts what came within the last one to two minutes, however much it is.
 * @param now milliseconds, on any clock that only goes forward
 * @returns counts one more, and gives the number with it
 */
export function createRecentCount(now: () => number = () => performance.now()): () => number {
  let since = now();
  let [before, current] = [0, 0];
  return () => {
    const passed = now() - since;
    if (passed >= SPAN_MS) {
      [before, current] = [passed < 2 * SPAN_MS ? current : 0, 0];
      since += Math.floor(passed / SPAN_MS) * SPAN_MS;
    }
    current += 1;
    return before + current;
  };
}
