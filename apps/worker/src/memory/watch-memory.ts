import type { Logger } from '@genvideo/runtime';
import type { MemoryLimits } from './memory-limits';
import { isNearLimit, readMemory, toMemoryUse } from './memory-use';

const LOOK_EVERY_MS = 1_000;

/** As many looks as are judged together, and some. */
const REMEMBERED = 10;

const BYTES_PER_MIB = 1_024 * 1_024;

const toMib = (bytes: number | null): number | null => bytes && Math.round(bytes / BYTES_PER_MIB);

/** What is known of the memory when it is nearly used up. */
const describe = (limits: MemoryLimits, use: number) => {
  const { processBytes, heapBytes } = readMemory();
  return {
    used: Number(use.toFixed(2)),
    process_mib: toMib(processBytes),
    process_limit_mib: toMib(limits.processBytes),
    heap_mib: toMib(heapBytes),
    heap_limit_mib: toMib(limits.heapBytes),
    uptime_seconds: Math.round(process.uptime()),
    fix: 'if this comes often, give the worker more memory (WORKER_MEMORY_LIMIT_MIB, the container, --max-old-space-size), or start more workers',
  };
};

export interface MemoryWatch {
  /** Aborts, once, when the process should leave before it is killed. */
  nearLimit: AbortSignal;
  stop(): void;
}

/** Looks at the memory every second. */
export function watchMemory(limits: MemoryLimits, logger: Logger): MemoryWatch {
  const near = new AbortController();
  const uses: number[] = [];
  const look = (): void => {
    const use = toMemoryUse(readMemory(), limits);
    uses.push(use);
    uses.splice(0, uses.length - REMEMBERED);
    if (!isNearLimit(uses, process.uptime())) return;
    clearInterval(timer);
    logger.warn(describe(limits, use), 'memory_near_limit');
    near.abort();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  // Watching alone keeps no process running.
  timer.unref();
  return { nearLimit: near.signal, stop: () => clearInterval(timer) };
}
