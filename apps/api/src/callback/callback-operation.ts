import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Client } from '@temporalio/client';
import { CALLBACK_PATH, parseCallbackQuery } from '@genvideo/models/callback-url';
import type { Logger } from '@genvideo/runtime';
import { checkOwner } from './check-owner';
import { checkSignature } from './check-signature';
import { createMessageMemory } from './create-message-memory';
import { parseCallbackBody } from './parse-callback-body';
import { json } from '../operation/contract';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';
import { signalCallback } from './signal-callback';

const BODY_LIMIT = '1mb';

const outcomeSchema = z
  .object({ accepted: z.boolean(), reason: z.string().nullable() })
  .meta({ id: 'CallbackOutcome' });

const callbackContract = {
  id: 'takeCallback',
  method: 'post',
  path: CALLBACK_PATH,
  tag: 'Callbacks',
  summary: 'What the video provider reports of its task',
  description:
    'For providers, who call the URL that they were given: its token is the proof. Signed bodies (Standard Webhooks) are checked besides, and taken once; a task of Kling has to be the one that was submitted. A callback is a hint: any number of them, at any time, is fine.',
  access: 'open',
  parameters: {
    // Judged with the token: whoever has none is told that, and nothing else.
    query: z.looseObject({
      workflow_id: z.string().optional(),
      stage: z.string().optional(),
      attempt: z.string().optional(),
      token: z.string().optional(),
    }),
  },
  body: {
    schema: z
      .looseObject({})
      .meta({ description: "The video proxy's job, or Kling's task.", id: 'ProviderReport' }),
    example: { job_id: 'task-1', status: 'completed', video_url: 'http://127.0.0.1:16882/files/1.mp4' },
  },
  answers: {
    202: json(outcomeSchema, {
      description: 'The job has been told, or there is nothing to tell yet.',
      example: { accepted: true, reason: null },
    }),
    200: json(outcomeSchema, {
      description: 'There is nothing to tell: the job had ended, or the message has been taken before.',
      example: { accepted: false, reason: 'The job has already ended.' },
    }),
  },
  problems: ['Unauthorized', 'NotFound', 'ServiceUnavailable'],
} as const;

export interface CallbackOperationOptions {
  client: Client;
  /** CALLBACK_SECRET: null refuses every callback, and jobs go on by polling. */
  secret: string | null;
  logger: Logger;
  /** Told which job has news. */
  onCallback: (workflowId: string) => void;
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
export function createCallbackOperation({
  client,
  secret,
  logger,
  onCallback,
}: CallbackOperationOptions): Operation {
  const requireToken: RequestHandler = (request, _response, next) => {
    requireKey(request.query, requireSecret(secret));
    next();
  };

  const messages = createMessageMemory();

  const takeCallback: RequestHandler = async (request, response) => {
    const key = requireKey(request.query, requireSecret(secret));
    const { workflowId, stage, attempt } = key;
    const body: unknown = request.body;
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    checkSignature(raw, request.headers, requireSecret(secret));
    const report = parseCallbackBody(raw.toString());
    const { task_id, status } = report;
    const about = { workflow_id: workflowId, stage, attempt, task_id };
    if (status === null) {
      logger.debug(about, 'callback_ignored');
      response.status(202).json({ accepted: false, reason: 'The task has not ended yet.' });
      return;
    }
    checkOwner(report, key);
    const messageId = request.get('webhook-id');
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
  return rawOperation(callbackContract, Router().use(requireToken, readBody, takeCallback));
}
