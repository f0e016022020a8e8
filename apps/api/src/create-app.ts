import express, { type Express, type RequestHandler } from 'express';
import cors from 'cors';
import helmet from 'helmet';
import type { Registry } from 'prom-client';
import type { Tracing } from '@genvideo/runtime';
import type { ApiGate } from './auth/create-gate';
import { createOperations } from './create-operations';
import type { OperationsOptions } from './operations-options';
import { explainClientError } from './explain-client-error';
import { createApiMetrics } from './metrics/create-api-metrics';
import { createDocsParts } from './openapi/docs-operations';
import { createRouter } from './operation/create-router';
import { createErrorHandler, refuseUnknownRoute } from './problem';
import { traceRequests } from './tracing/trace-requests';
import { createStudioRoutes } from './studio/create-studio-routes';

export interface AppOptions extends Omit<OperationsOptions, 'metricsHandler'> {
  registry: Registry;
  gate: ApiGate;
  /** The origins whose pages may call, as {@link parseOrigins} gives them. */
  origins: readonly string[];
  /** Default: nothing is traced. */
  tracing?: Tracing | null;
}

/** What pages of other origins may read of an answer. */
const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'Preference-Applied',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

/** How long browsers remember that they may call, in seconds. */
const PREFLIGHT_SECONDS = 600;

const admitOrigins = (origins: readonly string[]): RequestHandler[] => {
  if (origins.length === 0) return [];
  return [
    cors({
      origin: origins.includes('*') ? '*' : [...origins],
      methods: ['GET', 'HEAD', 'POST', 'PATCH'],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: PREFLIGHT_SECONDS,
    }),
  ];
};

/** The answers of a stopping server say that their connection ends with them. */
const sayGoodBye =
  (stopping: AbortSignal): RequestHandler =>
  (_request, response, next) => {
    if (stopping.aborted) response.set('Connection', 'close');
    next();
  };

// Over plain HTTP, on another machine than this, a page that asks for its parts by HTTPS stays empty.
const HELMET = { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } };

/** The REST API as an Express application. */
export function createApp(options: AppOptions): Express {
  const { config, client, logger, registry, hub, gate, monitor, withEngine, origins, stopping } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const metrics = createApiMetrics({ registry, client, taskQueue, monitor, watchStats: () => hub.stats() });
  const operations = createOperations({ ...options, metricsHandler: metrics.handler });

  const app = express();
  app.use(metrics.middleware, ...(options.tracing ? [traceRequests(options.tracing.tracer)] : []));
  app.use(helmet(HELMET), ...admitOrigins(origins), sayGoodBye(stopping));
  app.use(createStudioRoutes({ config }));
  app.use(
    createRouter({
      operations,
      gate,
      withEngine,
    }),
  );
  app.use(createDocsParts());
  app.use(refuseUnknownRoute, explainClientError, createErrorHandler(logger));
  return app;
}
