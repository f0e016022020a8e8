import express, { type Express, type RequestHandler } from 'express';
import cors from 'cors';
import helmet from 'helmet';
import type { Registry } from 'prom-client';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { readQueue } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { createAssetOperation } from './asset/asset-operation';
import type { ApiGate } from './auth/create-gate';
import type { TicketOffice } from './auth/create-ticket-office';
import { createTicketOperation } from './auth/ticket-operation';
import { createCallbackOperation } from './callback/callback-operation';
import { explainClientError } from './explain-client-error';
import { createEngineMonitor } from './health/engine-monitor';
import { createHealthOperations } from './health/health-operations';
import { createEventsOperation } from './job/events-operation';
import { createJobOperations } from './job/job-operations';
import { createListOperation } from './job/list-operation';
import { createSubmitOperation } from './job/submit-operation';
import { createLimiterOperations } from './limiter/limiter-operations';
import { createMetricsOperation } from './metrics-operation';
import { createApiMetrics } from './metrics/create-api-metrics';
import { createDocsOperations, createDocsParts } from './openapi/docs-operations';
import { createRouter } from './operation/create-router';
import type { Operation } from './operation/operation';
import { createEngineWatch } from './operation/watch-engine';
import { createErrorHandler, refuseUnknownRoute } from './problem';
import { createRootOperation, rootContract } from './root-operation';
import { createEventStream } from './watch/create-event-stream';
import type { ProgressHub } from './watch/progress-hub';

export interface AppOptions {
  config: Config;
  /** Made on a lazy connection: the API lives without the engine and says so. */
  client: Client;
  /** `host:port` of the engine, for people. */
  engineAddress: string;
  version: string;
  logger: Logger;
  registry: Registry;
  hub: ProgressHub;
  gate: ApiGate;
  /** Whether there are keys, so that a wrong one is refused even where none is needed. */
  hasKeys: boolean;
  tickets: TicketOffice;
  /** The origins whose pages may call, as {@link parseOrigins} gives them. */
  origins: readonly string[];
  /** Aborts when the API stops. */
  stopping: AbortSignal;
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

/** Every route there is, but those that describe the others. */
const createOperations = (
  options: AppOptions,
  parts: { monitor: ReturnType<typeof createEngineMonitor>; metricsHandler: RequestHandler },
): Operation[] => {
  const { config, client, engineAddress, logger, hub, tickets } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const engine = { address: engineAddress, namespace: client.options.namespace };
  return [
    createSubmitOperation({ client, config, logger, hub }),
    createListOperation(client, taskQueue),
    ...createJobOperations({ client, readProgress: (workflowId) => hub.read(workflowId) }),
    createEventsOperation(createEventStream({ hub })),
    createAssetOperation(config.RESULTS_DIR),
    createTicketOperation(tickets),
    ...createLimiterOperations({ client, taskQueue, logger }),
    createCallbackOperation({
      client,
      secret: config.CALLBACK_SECRET,
      logger,
      onCallback: (workflowId) => hub.nudge(workflowId),
    }),
    ...createHealthOperations({
      config,
      engine,
      monitor: parts.monitor,
      readQueue: () => readQueue(client, taskQueue),
    }),
    createMetricsOperation(parts.metricsHandler),
  ];
};

const describeOperations = (
  operations: Operation[],
  { config, version, hasKeys }: AppOptions,
): Operation[] => {
  const docs = createDocsOperations({
    contracts: [rootContract, ...operations.map(({ contract }) => contract)],
    version,
    required: config.REQUIRE_API_KEY,
    keys: hasKeys,
    limited: config.ENABLE_RATE_LIMITING,
  });
  const all = [...operations, ...docs];
  return [
    createRootOperation(
      version,
      all.map(({ contract }) => contract),
    ),
    ...all,
  ];
};

/** The REST API as an Express application. */
export function createApp(options: AppOptions): Express {
  const { config, client, engineAddress, logger, registry, hub, gate, origins, stopping } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const monitor = createEngineMonitor({ client, taskQueue, logger });
  const metrics = createApiMetrics({ registry, client, taskQueue, monitor, watchStats: () => hub.stats() });
  const operations = createOperations(options, { monitor, metricsHandler: metrics.handler });

  const app = express();
  app.disable('etag');
  app.use(metrics.middleware, helmet(HELMET), ...admitOrigins(origins), sayGoodBye(stopping));
  app.use(
    createRouter({
      operations: describeOperations(operations, options),
      gate,
      withEngine: createEngineWatch(monitor, engineAddress),
    }),
  );
  app.use(createDocsParts());
  app.use(refuseUnknownRoute, explainClientError, createErrorHandler(logger));
  return app;
}
