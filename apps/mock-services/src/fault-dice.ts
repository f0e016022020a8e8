import { createHash } from 'node:crypto';

/** What one decision depends on; nothing else does, so the order in which requests arrive cannot change it. */
export interface Roll {
  readonly seed: number;
  /** Fault name, with its service. */
  readonly fault: string;
  /** Idempotency key, or the sequence number of a submission without one. */
  readonly key: string;
  /** 1 for the first decision of this fault for this key. */
  readonly occurrence: number;
}

/** A number from 0 (included) to 1 (excluded), evenly spread, the same for the same roll. */
export function rollFault({ seed, fault, key, occurrence }: Roll): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, fault, key, occurrence]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** Rolls that count their own occurrences. */
export interface FaultDice {
  /** The next number for this fault and key. */
  next(fault: string, key: string): number;
  /** Forgets the counts; takes another seed when given. */
  reset(seed?: number): void;
}

export function createFaultDice(initialSeed: number): FaultDice {
  let seed = initialSeed;
  const occurrences = new Map<string, number>();
  return {
    next(fault, key) {
      const counter = `${fault} ${key}`;
      const occurrence = (occurrences.get(counter) ?? 0) + 1;
      occurrences.set(counter, occurrence);
      return rollFault({ seed, fault, key, occurrence });
    },
    reset(newSeed = seed) {
      seed = newSeed;
      occurrences.clear();
    },
  };
}
