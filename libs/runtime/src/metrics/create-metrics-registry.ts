import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface MetricsRegistryOptions {
  /** The program whose metrics these are: `api`, `worker`. */
  service: string;
  version: string;
}

/**
 * A registry of its own for one program, never the library's global one. It begins with what every program tells:
 * memory, CPU time, garbage collection and event loop lag (`process_*`, `nodejs_*`), and what is running here.
 */
export function createMetricsRegistry({ service, version }: MetricsRegistryOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'genvideo_build_info',
    help: 'Always 1; the labels say which program runs, in which version, on which Node.js.',
    labelNames: ['service', 'version', 'node_version'],
    registers: [registry],
  }).set({ service, version, node_version: process.versions.node }, 1);
  return registry;
}
