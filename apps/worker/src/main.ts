import { loadConfig } from '@genvideo/models/config';
import {
  createLifetime,
  createStopSignal,
  EXIT_STATUS,
  loadEngineOptions,
  loadLogger,
  loadTracing,
  readPackageVersion,
  runMain,
} from '@genvideo/runtime';
import { loadMemoryLimits } from './memory/memory-limits';
import { watchMemory } from './memory/watch-memory';
import { runWorker } from './run-worker';

void runMain({
  name: 'worker',
  environment: process.env,
  main: async (environment) => {
    const stop = createStopSignal();
    const config = loadConfig(environment);
    const logger = loadLogger('worker', config, environment);
    const lifetime = createLifetime();
    const limits = loadMemoryLimits(config.WORKER_MEMORY_LIMIT_MIB);
    const { nearLimit } = lifetime.own(watchMemory(limits, logger), (watch) => watch.stop());
    const signal = AbortSignal.any([stop, nearLimit]);
    try {
      const engine = loadEngineOptions(environment);
      const version = readPackageVersion(__dirname);
      const service = 'genvideo-worker';
      const tracing = lifetime.own(await loadTracing({ service, version, environment, logger }), (running) =>
        running?.stop(),
      );
      await runWorker({ config, engine, version, memory: limits, tracing, logger, lifetime, signal });
    } catch (error) {
      // What it stumbles over after it was told to stop is not an error.
      if (!signal.aborted) throw error;
    } finally {
      await lifetime.end();
    }
    return nearLimit.aborted ? EXIT_STATUS.restart : undefined;
  },
});
