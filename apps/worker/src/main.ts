import { loadConfig } from '@genvideo/models/config';
import {
  createLifetime,
  createLogger,
  createStopSignal,
  loadEngineOptions,
  loadEnvironment,
  runMain,
} from '@genvideo/runtime';
import { runWorker } from './run-worker';

const environment = loadEnvironment(process.env);

void runMain('worker', {
  debug: environment['DEBUG'] === 'true',
  main: async () => {
    const config = loadConfig(environment);
    const { LOG_LEVEL: level, USE_JSON_LOGGING: json, LOG_FILE_PATH: filePath } = config;
    const logger = createLogger({ service: 'worker', level, json, filePath });
    const lifetime = createLifetime();
    try {
      await runWorker({
        config,
        engine: loadEngineOptions(environment),
        logger,
        lifetime,
        signal: createStopSignal(),
      });
    } finally {
      await lifetime.end();
    }
    return undefined;
  },
});
