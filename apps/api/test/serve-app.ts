import type { Client } from '@temporalio/client';
import { loadConfig } from '@genvideo/models/config';
import { createLogger } from '@genvideo/runtime';
import { createApp } from '../src/create-app';
import { createEngineClient } from '../src/create-engine-client';
import { startServer } from '../src/start-server';

export interface ServedApp {
  url: string;
  client: Client;
  stop(): Promise<void>;
}

/** The API as it runs in production, on a free port, with these environment variables. */
export async function serveApp(address: string, environment: Record<string, string>): Promise<ServedApp> {
  const client = createEngineClient({ connection: { address }, namespace: 'default' });
  const listener = createApp({
    config: loadConfig(environment),
    client,
    engineAddress: address,
    version: '0.0.0-spec',
    logger: createLogger({ service: 'api', level: 'fatal', json: true, filePath: null }),
  });
  const server = await startServer({ host: '127.0.0.1', port: 0, listener });
  return {
    url: server.url,
    client,
    async stop() {
      await server.stop();
      await client.connection.close();
    },
  };
}
