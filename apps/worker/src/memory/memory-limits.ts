import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** How much memory there is, in bytes. */
export interface MemoryLimits {
  /** Of the whole process; null where nothing but the machine limits it. */
  processBytes: number | null;
  /** Of the main thread's JavaScript: --max-old-space-size, or what Node.js chose. */
  heapBytes: number;
}

const BYTES_PER_MIB = 1_024 * 1_024;

/** What the container allows; a number beyond the machine's memory means that there is no limit. */
const readContainerBytes = (): number | null => {
  const bytes = process.constrainedMemory();
  return bytes > 0 && bytes < totalmem() ? bytes : null;
};

/**
 * Reads what limits this process.
 * @param configuredMib WORKER_MEMORY_LIMIT_MIB, which counts more than what the container allows
 */
export function loadMemoryLimits(configuredMib: number | null): MemoryLimits {
  return {
    processBytes: configuredMib === null ? readContainerBytes() : configuredMib * BYTES_PER_MIB,
    heapBytes: getHeapStatistics().heap_size_limit,
  };
}
