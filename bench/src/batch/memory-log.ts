import { readFile } from 'node:fs/promises';

/** Memory of a process over time, in MiB. */
export interface MemoryLog {
  /** Reads what it has now. */
  sample(): Promise<void>;
  /** How much it grew over the second half: the last tenth against the tenth around the middle. */
  toGrowth(): MemoryGrowth;
}

export interface MemoryGrowth {
  middleMib: number;
  endMib: number;
  /** As a share: 0.1 is 10 per cent. */
  growth: number;
}

const KIB_PER_MIB = 1_024;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** How a row of samples grew over its second half. */
export function toMemoryGrowth(samples: readonly number[]): MemoryGrowth {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const middle = Math.floor(samples.length / 2);
  const middleMib = mean(
    samples.slice(Math.max(0, middle - Math.floor(tenth / 2)), middle + Math.ceil(tenth / 2)),
  );
  const endMib = mean(samples.slice(-tenth));
  return { middleMib, endMib, growth: middleMib === 0 ? 0 : endMib / middleMib - 1 };
}

/** Watches the resident memory of a process of this machine. */
export function createMemoryLog(pid: number): MemoryLog {
  const samples: number[] = [];
  return {
    async sample() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
      if (kib !== undefined) samples.push(Number(kib) / KIB_PER_MIB);
    },
    toGrowth: () => toMemoryGrowth(samples),
  };
}
