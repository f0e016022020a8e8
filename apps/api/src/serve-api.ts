import type { Registry } from 'prom-client';
import type { Client } from '@temporalio/client';
import { createStorage } from '@genvideo/activities/storage';
import type { Config } from '@genvideo/models/config';
import { EXIT_STATUS, UserFacingError, type Logger, type Tracing } from '@genvideo/runtime';
import { createGate } from './auth/create-gate';
import { createGuessLimit } from './auth/create-guess-limit';
import { createKeyRing, type KeyRing } from './auth/create-key-ring';
import { createPageCheck } from './auth/create-page-check';
import { createRateLimit } from './auth/create-rate-limit';
import { createTicketOffice } from './auth/create-ticket-office';
import { parseOrigins } from './auth/parse-origins';
import { createApp } from './create-app';
import { createEngineMonitor } from './health/engine-monitor';
import { createEngineWatch, type EngineWatch } from './operation/watch-engine';
import { startServer, type RunningServer } from './start-server';
import { attachProgressSockets } from './watch/attach-progress-sockets';
import { createProgressHub } from './watch/create-progress-hub';
import type { ProgressHub } from './watch/progress-hub';

export interface ApiOptions {
  config: Config;
  client: Client;
  /** `host:port` of the engine, for people. */
  engineAddress: string;
  version: string;
  logger: Logger;
  registry: Registry;
  /** Default: nothing is traced. */
  tracing?: Tracing | null;
}

/** What watchers are told when the API stops. */
const GOING_AWAY = 'The API stops';

const loadKeys = ({ API_KEYS, REQUIRE_API_KEY }: Config): KeyRing => {
  const keys = createKeyRing(API_KEYS);
  if (REQUIRE_API_KEY && keys.size === 0)
    throw new UserFacingError(
      'REQUIRE_API_KEY is set, but API_KEYS is empty, so nobody could come in. Set API_KEYS to key or user_id=key, separated by commas.',
      EXIT_STATUS.usage,
    );
  return keys;
};

/** Streams, too, say soon that the engine does not answer. */
const withPromptReads = (hub: ProgressHub, withEngine: EngineWatch): ProgressHub => ({
  ...hub,
  read: (workflowId) => withEngine(hub.read(workflowId)),
});

/**
 * Serves the whole API, streams included, until it is stopped: then it takes no more, ends streams with a reason, and
 * finishes the requests that are under way.
 * @throws UserFacingError when the configuration makes no sense, or the port is not to be had
 */
export async function serveApi(options: ApiOptions): Promise<RunningServer> {
  const { client, logger } = options;
  const keys = loadKeys(options.config);
  // From here on keys are known by their digests alone.
  const config: Config = { ...options.config, API_KEYS: [] };
  const origins = parseOrigins(config.CORS_ORIGINS);
  const tickets = createTicketOffice(keys, { anonymous: !config.REQUIRE_API_KEY });
  const perMinute = config.ENABLE_RATE_LIMITING ? config.RATE_LIMIT_PER_MINUTE : null;
  const gate = createGate({
    required: config.REQUIRE_API_KEY,
    keys,
    tickets,
    limit: createRateLimit(perMinute),
    guesses: createGuessLimit(perMinute),
    checkPage: createPageCheck({ listensOn: config.API_HOST, hasKeys: keys.size > 0, origins }),
  });
  const monitor = createEngineMonitor({ client, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const withEngine = createEngineWatch(monitor, options.engineAddress);
  const hub = withPromptReads(createProgressHub({ client, logger }), withEngine);
  const storage = createStorage(config);
  const stopping = new AbortController();
  const listener = createApp({
    ...options,
    config,
    hasKeys: keys.size > 0,
    monitor,
    withEngine,
    hub,
    gate,
    tickets,
    origins,
    storage,
    stopping: stopping.signal,
  });
  const server = await startServer({
    host: config.API_HOST,
    port: config.API_PORT,
    listener,
    onListening(server) {
      const sockets = attachProgressSockets(server, { hub, gate, logger, allowedOrigins: origins });
      return async () => {
        stopping.abort();
        await Promise.all([sockets.close(GOING_AWAY), hub.close(GOING_AWAY)]);
      };
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await storage.close();
  };
  return { ...server, stop };
}
