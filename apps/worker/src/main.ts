import { loadConfig } from '@genvideo/models/config';
import {
  createLifetime,
  createStopSignal,
  loadEngineOptions,
  loadLogger,
  readPackageVersion,
  refuseSettings,
  runMain,
} from '@genvideo/runtime';
import { runWorker } from './run-worker';
import { UNSUPPORTED_SETTINGS } from './unsupported-settings';

void runMain({
  name: 'worker',
  environment: process.env,
  main: async (environment) => {
    const signal = createStopSignal();
    const config = loadConfig(environment);
    refuseSettings(config, UNSUPPORTED_SETTINGS);
    const logger = loadLogger('worker', config, environment);
    const lifetime = createLifetime();
    try {
      const engine = loadEngineOptions(environment);
      const version = readPackageVersion(__dirname);
      await runWorker({ config, engine, version, logger, lifetime, signal });
    } catch (error) {
      // What it stumbles over after it was told to stop is not an error.
      if (!signal.aborted) throw error;
    } finally {
      await lifetime.end();
    }
    return undefined;
  },
});
