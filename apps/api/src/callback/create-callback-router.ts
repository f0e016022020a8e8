import type { IncomingHttpHeaders } from 'node:http';
import express, { Router, type RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import type { SubmissionKey } from '@genvideo/models';
import { parseCallbackQuery } from '@genvideo/models/callback-url';
import type { Logger } from '@genvideo/runtime';
import { ProblemError } from '../problem';
import { createMessageMemory } from './create-message-memory';
import type { TaskReport } from './parse-callback-body';
import { signalCallback } from './signal-callback';

const BODY_LIMIT = '1mb';

export interface CallbackOptions {
  client: Client;
  /** CALLBACK_SECRET: null refuses every callback, and jobs go on by polling. */
  secret: string | null;
  logger: Logger;
  /** Told which job has news. */
  onCallback: (workflowId: string) => void;
}

/** A call whose token is right. */
export interface CallbackCall {
  raw: Buffer;
  headers: IncomingHttpHeaders;
  /** The submission that it is about. */
  key: SubmissionKey;
  secret: string;
}

/** What a call says once it has been checked. */
export interface CallbackMessage {
  report: TaskReport;
  /** The same for every repeat of one message; left out where a provider has no such id. */
  messageId?: string | undefined;
}

/** Checks and reads a call in the way of its provider. Rejects with a ProblemError. */
export type ReadCallback = (call: CallbackCall) => CallbackMessage | Promise<CallbackMessage>;

const requireSecret = (secret: string | null): string => {
  if (secret !== null) return secret;
  throw new ProblemError(
    'ServiceUnavailable',
    'Callbacks are switched off: set CALLBACK_SECRET to the same value for the API and the workers.',
  );
};

const requireKey = (query: Record<string, unknown>, secret: string): SubmissionKey => {
  const key = parseCallbackQuery(query, secret);
  if (key) return key;
  throw new ProblemError(
    'Unauthorized',
    'The token does not prove this workflow_id, stage and attempt. Call the callback_url exactly as it was given.',
  );
};

/**
 * What a provider reports becomes a signal to the job. The token is checked before the body is read. A callback is a
 * hint: any number of them, at any time, is fine.
 */
export function createCallbackRouter(options: CallbackOptions, read: ReadCallback): Router {
  const { client, logger, onCallback } = options;
  const messages = createMessageMemory();
  const requireToken: RequestHandler = (request, _response, next) => {
    requireKey(request.query, requireSecret(options.secret));
    next();
  };

  const takeCallback: RequestHandler = async (request, response) => {
    const secret = requireSecret(options.secret);
    const key = requireKey(request.query, secret);
    const { workflowId, stage, attempt } = key;
    const body: unknown = request.body;
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const { report, messageId } = await read({ raw, headers: request.headers, key, secret });
    const { task_id, status } = report;
    const about = { workflow_id: workflowId, stage, attempt, task_id };
    if (status === null) {
      logger.debug(about, 'callback_ignored');
      response.status(202).json({ accepted: false, reason: 'The task has not ended yet.' });
      return;
    }
    const take = () => signalCallback(client, workflowId, { stage, attempt, task_id, status });
    const outcome = await messages.once(messageId && `${workflowId} ${messageId}`, take);
    if (outcome === 'repeated') {
      logger.debug(about, 'callback_repeated');
      response.status(200).json({ accepted: false, reason: 'This message has been taken already.' });
      return;
    }
    logger.info({ ...about, status, outcome }, 'callback_received');
    onCallback(workflowId);
    if (outcome === 'accepted') response.status(202).json({ accepted: true, reason: null });
    else response.status(200).json({ accepted: false, reason: 'The job has already ended.' });
  };

  const readBody = express.raw({ type: () => true, limit: BODY_LIMIT });
  return Router().use(requireToken, readBody, takeCallback);
}
