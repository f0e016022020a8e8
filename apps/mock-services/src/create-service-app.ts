import express, { type Express, type RequestHandler } from 'express';
import { createAdminRoutes, type AdminControls } from './admin-routes';
import { answerErrors } from './answer-errors';
import { comfyPaths } from './comfyui/comfy-routes';
import { FAL_PREFIX } from './fal/fal-protocol';
import type { MediaStore } from './media-store';
import type { LogMockEvent } from './mock-event';
import type { MockService } from './mock-service';
import { createProxyRoutes } from './proxy-routes';
import { refuseInMaintenance } from './refuse-in-maintenance';
import { requireApiKey } from './require-api-key';
import { createMediaHandler } from './serve-media';
import { waitForClient } from './wait-for-client';

/** What one server needs beside its service. */
export interface ServiceAppParts {
  readonly store: MediaStore;
  readonly admin: AdminControls;
  readonly log: LogMockEvent;
  /** Routes of what stands behind the proxy, for adapters that speak to it themselves. */
  readonly natives: readonly RequestHandler[];
}

/** The HTTP application of one service: protocol, files, admin routes, health. */
export function createServiceApp(
  service: MockService,
  { store, admin, log, natives }: ServiceAppParts,
): Express {
  const { protocol } = service;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/health', (_req, res) => {
    res.json({ status: 'ok', service: protocol.service, mock: true });
  });
  app.use('/admin', createAdminRoutes(admin));
  const paths = [protocol.prefix, '/media', '/v1', FAL_PREFIX, ...comfyPaths];
  app.use(paths, delayAnswers(service), refuseInMaintenance(service));
  app.use(protocol.prefix, requireApiKey(service.apiKey), createProxyRoutes(service));
  app.use(...natives);
  app.get('/media/:job_id/:name', createMediaHandler(service, store));
  app.use(answerErrors(log));
  return app;
}

function delayAnswers({ faults }: MockService): RequestHandler {
  return async (_req, res, next) => {
    if (await waitForClient(res, faults.settings().latency_ms)) next();
  };
}
