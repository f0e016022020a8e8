import { Gauge, type Registry } from 'prom-client';
import type { EngineMonitor } from '../health/engine-monitor';

/** Shows whether the engine answers and how many workers poll; the monitor answers within its time limit. */
export function registerEngineGauges(registry: Registry, monitor: Pick<EngineMonitor, 'check'>): void {
  const registers = [registry];
  new Gauge({
    name: 'genvideo_engine_reachable',
    help: '1 while the engine answers the API, else 0.',
    registers,
    async collect() {
      const { reachable } = await monitor.check();
      this.set(Number(reachable));
    },
  });
  new Gauge({
    name: 'genvideo_workers_polling',
    help: 'Workers that poll the task queue; absent while the engine does not answer.',
    registers,
    async collect() {
      const state = await monitor.check();
      if (state.reachable) this.set(state.pollers);
      else this.remove();
    },
  });
  new Gauge({
    name: 'genvideo_task_backlog',
    help: 'Tasks of the task queue that no worker has taken yet, about; absent while the engine does not answer.',
    labelNames: ['kind'],
    registers,
    async collect() {
      const state = await monitor.check();
      this.reset();
      if (!state.reachable) return;
      for (const [kind, waiting] of Object.entries(state.backlog)) this.set({ kind }, waiting);
    },
  });
}
