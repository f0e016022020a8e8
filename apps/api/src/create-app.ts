import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';
import { createAssetRoutes } from './asset-routes';
import { createCallbackRoutes } from './callback-routes';
import { createEngineMonitor } from './engine-monitor';
import { createHealthRoutes } from './health-routes';
import { createErrorHandler, refuseOtherMethods, refuseUnknownRoute } from './problem';

export interface AppOptions {
  config: Config;
  /** Made on a lazy connection: the API lives without the engine and says so. */
  client: Client;
  /** `host:port` of the engine, for people. */
  engineAddress: string;
  version: string;
  logger: Logger;
}

/** Every route there is, and the methods it takes. */
const ROUTES = {
  '/': 'GET',
  '/health': 'GET',
  '/ready': 'GET',
  '/callback/kling': 'POST',
  '/assets/{*path}': 'GET',
};

const LINKS = { health: '/health', ready: '/ready', callback: '/callback/kling', assets: '/assets/{path}' };

/** The REST API as an Express application. */
export function createApp({ config, client, engineAddress, version, logger }: AppOptions): Express {
  const monitor = createEngineMonitor({ client, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const engine = { address: engineAddress, namespace: client.options.namespace };

  const app = express();
  app.use(helmet());
  app.get('/', (_request, response) => {
    response.json({ name: 'GenVideo', version, links: LINKS });
  });
  app.use(createHealthRoutes({ config, engine, monitor }));
  app.use(createCallbackRoutes({ client, secret: config.CALLBACK_SECRET, logger }));
  app.use(createAssetRoutes(config.RESULTS_DIR));
  for (const [route, methods] of Object.entries(ROUTES)) app.all(route, refuseOtherMethods(methods));
  app.use(refuseUnknownRoute);
  app.use(createErrorHandler(logger));
  return app;
}
