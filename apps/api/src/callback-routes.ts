import express, { Router, type RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import { CALLBACK_PATH, parseCallbackQuery } from '@genvideo/models/callback-url';
import type { Logger } from '@genvideo/runtime';
import { checkSignature } from './check-signature';
import { parseCallbackBody } from './parse-callback-body';
import { ProblemError } from './problem';
import { signalCallback } from './signal-callback';

const BODY_LIMIT = '1mb';

export interface CallbackRoutesOptions {
  client: Client;
  /** CALLBACK_SECRET: null refuses every callback, and jobs go on by polling. */
  secret: string | null;
  logger: Logger;
}

const requireSecret = (secret: string | null): string => {
  if (secret !== null) return secret;
  throw new ProblemError(
    'ServiceUnavailable',
    'Callbacks are switched off: set CALLBACK_SECRET to the same value for the API and the workers.',
  );
};

const requireKey = (query: Record<string, unknown>, secret: string) => {
  const key = parseCallbackQuery(query, secret);
  if (key) return key;
  throw new ProblemError(
    'Unauthorized',
    'The token does not prove this workflow_id, stage and attempt. Call the callback_url exactly as it was given.',
  );
};

/**
 * `POST /callback/kling`: what the video provider reports becomes a signal to the job. The token is checked before the
 * body is read. A callback is a hint: any number of them, at any time, is fine.
 */
export function createCallbackRoutes({ client, secret, logger }: CallbackRoutesOptions): Router {
  const requireToken: RequestHandler = (request, _response, next) => {
    requireKey(request.query, requireSecret(secret));
    next();
  };

  const takeCallback: RequestHandler = async (request, response) => {
    const { workflowId, stage, attempt } = requireKey(request.query, requireSecret(secret));
    const body: unknown = request.body;
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    checkSignature(raw, request.headers, requireSecret(secret));
    const { task_id, status } = parseCallbackBody(raw.toString());
    const about = { workflow_id: workflowId, stage, attempt, task_id };
    if (status === null) {
      logger.debug(about, 'callback_ignored');
      response.status(202).json({ accepted: false, reason: 'The task has not ended yet.' });
      return;
    }
    const outcome = await signalCallback(client, workflowId, { stage, attempt, task_id, status });
    logger.info({ ...about, status, outcome }, 'callback_received');
    if (outcome === 'accepted') response.status(202).json({ accepted: true, reason: null });
    else response.status(200).json({ accepted: false, reason: 'The job has already ended.' });
  };

  const routes = Router();
  routes.post(
    CALLBACK_PATH,
    requireToken,
    express.raw({ type: () => true, limit: BODY_LIMIT }),
    takeCallback,
  );
  return routes;
}
