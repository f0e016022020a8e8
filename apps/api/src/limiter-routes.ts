import { Router } from 'express';
import type { Client } from '@temporalio/client';
import type { LimiterSnapshot } from '@genvideo/models';
import {
  pauseLimiter,
  readLimiter,
  resumeLimiter,
  setLimiterCapacity,
} from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { parseLimiterPatch, type LimiterPatch } from './parse-limiter-patch';
import { readJsonBody } from './read-json-body';

export interface LimiterRoutesOptions {
  client: Client;
  taskQueue: string;
  logger: Logger;
}

/** A pause comes before the new capacity and a resumption after it, so that nothing is granted in between. */
async function applyPatch(
  client: Client,
  taskQueue: string,
  { capacity, paused }: LimiterPatch,
): Promise<LimiterSnapshot | null> {
  let snapshot: LimiterSnapshot | null = null;
  if (paused === true) snapshot = await pauseLimiter(client, taskQueue);
  if (capacity !== undefined) snapshot = await setLimiterCapacity(client, taskQueue, capacity);
  if (paused === false) snapshot = await resumeLimiter(client, taskQueue);
  return snapshot;
}

/** `GET /limiter`: where the limiter stands. `PATCH /limiter`: another capacity, pause, resume; at once, and idempotent. */
export function createLimiterRoutes({ client, taskQueue, logger }: LimiterRoutesOptions): Router {
  const routes = Router();

  routes.get('/limiter', async (_request, response) => {
    response.json(await readLimiter(client, taskQueue));
  });

  routes.patch('/limiter', readJsonBody, async (request, response) => {
    const patch = parseLimiterPatch(request.body);
    const snapshot = await applyPatch(client, taskQueue, patch);
    logger.info({ task_queue: taskQueue, ...patch }, 'limiter_changed');
    response.json(snapshot);
  });

  return routes;
}
