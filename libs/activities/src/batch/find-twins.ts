import { toLineDigest } from './to-line-digest';

/** Finds the lines of a list that ask for the same as an earlier one. */
export interface TwinFinder {
  see(text: string, index: number): void;
  /** The later ones, by the earliest. */
  readonly twins: ReadonlyMap<number, readonly number[]>;
}

/** How much of a fingerprint is kept: at 100,000 items two that differ meet once in a billion billion batches. */
const KEPT_LENGTH = 24;

export function createTwinFinder(): TwinFinder {
  const first = new Map<string, number>();
  const twins = new Map<number, number[]>();
  const toLater = (earlier: number): number[] => {
    const later = twins.get(earlier) ?? [];
    if (later.length === 0) twins.set(earlier, later);
    return later;
  };
  return {
    twins,
    see(text, index) {
      const digest = toLineDigest(text)?.slice(0, KEPT_LENGTH);
      if (digest === undefined) return;
      const earlier = first.get(digest);
      if (earlier === undefined) first.set(digest, index);
      else toLater(earlier).push(index);
    },
  };
}
