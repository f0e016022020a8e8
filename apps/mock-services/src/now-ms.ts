/** Milliseconds since 1970 that never run backwards, whatever happens to the system's clock. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
