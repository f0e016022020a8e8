import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { readQueue } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { createAssetRoutes } from './asset-routes';
import { createCallbackRoutes } from './callback-routes';
import { createEngineMonitor } from './engine-monitor';
import { explainClientError } from './explain-client-error';
import { createHealthRoutes } from './health-routes';
import { createJobRoutes } from './job-routes';
import { createLimiterRoutes } from './limiter-routes';
import { createErrorHandler, refuseOtherMethods, refuseUnknownRoute } from './problem';
import { createWorkflowRoutes } from './workflow-routes';

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
  '/jobs': 'POST',
  '/workflows/:workflowId/status': 'GET',
  '/workflows/:workflowId/progress': 'GET',
  '/workflows/:workflowId/result': 'GET',
  '/limiter': 'GET, PATCH',
  '/callback/kling': 'POST',
  '/assets/{*path}': 'GET',
};

const LINKS = {
  health: '/health',
  ready: '/ready',
  jobs: '/jobs',
  status: '/workflows/{workflow_id}/status',
  progress: '/workflows/{workflow_id}/progress',
  result: '/workflows/{workflow_id}/result',
  limiter: '/limiter',
  callback: '/callback/kling',
  assets: '/assets/{path}',
};

/** The REST API as an Express application. */
export function createApp({ config, client, engineAddress, version, logger }: AppOptions): Express {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const monitor = createEngineMonitor({ client, taskQueue, logger });
  const engine = { address: engineAddress, namespace: client.options.namespace };

  const app = express();
  app.use(helmet());
  app.get('/', (_request, response) => {
    response.json({ name: 'GenVideo', version, links: LINKS });
  });
  app.use(createHealthRoutes({ config, engine, monitor, readQueue: () => readQueue(client, taskQueue) }));
  app.use(createJobRoutes({ client, config, logger }));
  app.use(createWorkflowRoutes(client));
  app.use(createLimiterRoutes({ client, taskQueue, logger }));
  app.use(createCallbackRoutes({ client, secret: config.CALLBACK_SECRET, logger }));
  app.use(createAssetRoutes(config.RESULTS_DIR));
  for (const [route, methods] of Object.entries(ROUTES)) app.all(route, refuseOtherMethods(methods));
  app.use(refuseUnknownRoute);
  app.use(explainClientError);
  app.use(createErrorHandler(logger));
  return app;
}
