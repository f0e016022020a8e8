import type { Client } from '@temporalio/client';
import { loadConfig } from '@genvideo/models/config';
import { createEngineCallMeter, createLogger, createMetricsRegistry } from '@genvideo/runtime';
import { createEngineClient } from '../src/create-engine-client';
import { serveApi } from '../src/serve-api';

export interface ServedApp {
  url: string;
  client: Client;
  stop(): Promise<void>;
}

/** The API as it runs in production, on a free port, with these environment variables. */
export async function serveApp(address: string, environment: Record<string, string>): Promise<ServedApp> {
  const version = '0.0.0-spec';
  const registry = createMetricsRegistry({ service: 'api', version });
  const engine = { connection: { address }, namespace: 'default' };
  const client = createEngineClient(engine, createEngineCallMeter(registry));
  const server = await serveApi({
    config: loadConfig({ API_PORT: '0', ...environment }),
    client,
    engineAddress: address,
    version,
    logger: createLogger({ service: 'api', level: 'fatal', json: true, filePath: null }),
    registry,
  });
  return {
    url: server.url,
    client,
    async stop() {
      await server.stop();
      await client.connection.close();
    },
  };
}
