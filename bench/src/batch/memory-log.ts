import { readFile } from 'node:fs/promises';

/** Memory of a process over time, in MiB. */
export interface MemoryLog {
  /** Reads what it has now; null when it is gone. */
  sample(): Promise<number | null>;
  /** How much it grew over the second half: its last quarter against the quarter before. */
  toGrowth(): MemoryGrowth;
}

export interface MemoryGrowth {
  /** The mean of the third quarter. */
  beforeMib: number;
  /** The mean of the last quarter. */
  endMib: number;
  /** As a share: 0.1 is 10 per cent. */
  growth: number;
}

const KIB_PER_MIB = 1_024;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * How a row of samples grew over its second half. Resident memory goes up and down by a fifth with each collection of
 * garbage, so whole quarters are compared: shorter pieces would catch one collection's high against another's low.
 */
export function toMemoryGrowth(samples: readonly number[]): MemoryGrowth {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const beforeMib = mean(samples.slice(-2 * quarter, -quarter));
  const endMib = mean(samples.slice(-quarter));
  return { beforeMib, endMib, growth: beforeMib === 0 ? 0 : endMib / beforeMib - 1 };
}

/** Watches the resident memory of a process of this machine. */
export function createMemoryLog(pid: number): MemoryLog {
  const samples: number[] = [];
  return {
    async sample() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
      if (kib === undefined) return null;
      samples.push(Number(kib) / KIB_PER_MIB);
      return samples.at(-1) ?? null;
    },
    toGrowth: () => toMemoryGrowth(samples),
  };
}
