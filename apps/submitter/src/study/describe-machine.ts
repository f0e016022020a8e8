import os from 'node:os';
import type { Machine } from './study-report';

const BYTES_PER_GIB = 1024 ** 3;

/** This machine, without its name. */
export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    platform: `${os.platform()} ${os.arch()}`,
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cpus: cpus.length,
    memory_gib: Math.round((os.totalmem() / BYTES_PER_GIB) * 10) / 10,
    load_before: Math.round((os.loadavg()[0] ?? 0) * 100) / 100,
  };
}
