/** Tells a worker that stood still, because it was suspended or had no processor time, from one that lives. */
export interface StallWatch {
  /** Notes a sign of life to the engine. */
  beaten(): void;
  /** Whether the engine has ever gone without a sign of life for so long that the work may be another's by now. */
  hasStalled(): boolean;
}

/** The share of the engine's patience that may pass: its clock began to run before ours. */
const SAFE_SHARE = 0.8;

/**
 * @param patienceMs how long the engine waits for a sign of life, in milliseconds; undefined when it does not
 * @param now the time in milliseconds; it has to go on while the process stands still
 */
export function createStallWatch(
  patienceMs: number | undefined,
  now: () => number = () => Date.now(),
): StallWatch {
  const limitMs = (patienceMs ?? Infinity) * SAFE_SHARE;
  let beatenAt = now();
  let stalled = false;
  const hasStalled = (): boolean => {
    stalled ||= now() - beatenAt > limitMs;
    return stalled;
  };
  return {
    beaten() {
      // A late beat does not undo what the silence before it did.
      hasStalled();
      beatenAt = now();
    },
    hasStalled,
  };
}
