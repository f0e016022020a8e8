import { Gauge, type Registry } from 'prom-client';
import type { MemoryLimits } from './memory-limits';
import { readMemory, toMemoryUse } from './memory-use';

/** Shows how near the worker is to leaving for want of memory. */
export function createMemoryGauges(registry: Registry, limits: MemoryLimits): void {
  new Gauge({
    name: 'genvideo_memory_used_ratio',
    help: "The used part of this worker's memory, by the limit that is nearest: the process's or the heap's. At 0.9 it leaves and is started again.",
    registers: [registry],
    collect() {
      this.set(toMemoryUse(readMemory(), limits));
    },
  });
  new Gauge({
    name: 'genvideo_memory_limit_bytes',
    help: "What this worker's memory is held to: WORKER_MEMORY_LIMIT_MIB, else what the container allows; 0 without a limit.",
    registers: [registry],
  }).set(limits.processBytes ?? 0);
}
