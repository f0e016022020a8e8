import { getHeapStatistics } from 'node:v8';
import type { MemoryLimits } from './memory-limits';

/** How much memory a process uses, in bytes. */
export interface MemoryReading {
  processBytes: number;
  heapBytes: number;
}

export function readMemory(): MemoryReading {
  return { processBytes: process.memoryUsage.rss(), heapBytes: getHeapStatistics().used_heap_size };
}

/** The part of a limit that is used, of the one that is nearest: 1 is all of it. */
export function toMemoryUse(reading: MemoryReading, limits: MemoryLimits): number {
  const ofHeap = reading.heapBytes / limits.heapBytes;
  return limits.processBytes === null ? ofHeap : Math.max(ofHeap, reading.processBytes / limits.processBytes);
}

/** From here on the next growth may be the last. */
const NEAR = 0.9;

/** One look may meet a passing peak. */
const LOOKS = 3;

/** Nothing is gained by a process that leaves as soon as it has come. */
const LEAST_UPTIME_SECONDS = 30;

/**
 * Whether a process should leave before it is killed.
 * @param uses what each look found, one a second, the latest last
 */
export function isNearLimit(uses: readonly number[], uptimeSeconds: number): boolean {
  const latest = uses.slice(-LOOKS);
  return (
    uptimeSeconds >= LEAST_UPTIME_SECONDS && latest.length === LOOKS && latest.every((use) => use >= NEAR)
  );
}
