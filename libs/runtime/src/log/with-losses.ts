import type { LineSink } from './line-sink';

export interface LossesOptions {
  /** Told when lines begin to be lost, and why. */
  onTrouble?: (error: unknown) => void;
  /** Told how many lines were lost, once lines are written again. */
  onRecovered?: (lost: number) => void;
}

/** Whether a part of the line was written before the error. */
const isTorn = (error: unknown): boolean => ((error as { written?: number }).written ?? 0) > 0;

/**
 * Makes a sink that never throws out of one that does: a full disk must not end a program that does its work. What
 * cannot be written is lost and counted, and every line is another try.
 */
export function withLosses(sink: LineSink, { onTrouble, onRecovered }: LossesOptions = {}): LineSink {
  let lost = 0;
  let torn = false;
  return {
    write(line) {
      try {
        sink.write(torn ? `\n${line}` : line);
      } catch (error) {
        torn ||= isTorn(error);
        lost += 1;
        if (lost === 1) onTrouble?.(error);
        return;
      }
      const before = lost;
      lost = 0;
      torn = false;
      if (before > 0) onRecovered?.(before);
    },
  };
}
