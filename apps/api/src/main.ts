import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '@genvideo/models/config';
import {
  createLifetime,
  createEngineCallMeter,
  createMetricsRegistry,
  createStopSignal,
  loadEngineOptions,
  loadLogger,
  loadTracing,
  runMain,
  untilAborted,
} from '@genvideo/runtime';
import { createEngineClient } from './create-engine-client';
import { createApiTracing } from './tracing/create-api-tracing';
import { serveApi } from './serve-api';

/** The package's own; one folder up from the sources and from the built file alike. */
const readVersion = (): string => {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};

void runMain({
  name: 'api',
  environment: process.env,
  async main(environment) {
    const stop = createStopSignal();
    const config = loadConfig(environment);
    const engine = loadEngineOptions(environment);
    const logger = loadLogger('api', config, environment);
    if (config.CALLBACK_SECRET === null)
      logger.warn({ fix: 'set CALLBACK_SECRET for the API and the workers' }, 'callbacks_switched_off');

    const version = readVersion();
    const registry = createMetricsRegistry({ service: 'api', version });
    const lifetime = createLifetime();
    try {
      const service = 'genvideo-api';
      const tracing = lifetime.own(await loadTracing({ service, version, environment, logger }), (running) =>
        running?.stop(),
      );
      const meter = createEngineCallMeter(registry);
      const client = lifetime.own(createEngineClient(engine, meter, createApiTracing(tracing)), (open) =>
        open.connection.close(),
      );
      const engineAddress = engine.connection.address;
      const server = await serveApi({ config, client, engineAddress, version, logger, registry, tracing });
      lifetime.own(server, (running) => running.stop());
      logger.info({ url: server.url }, 'api_listening');
      await untilAborted(stop);
      logger.info('api_stopping');
    } finally {
      await lifetime.end();
    }
    return undefined;
  },
});
