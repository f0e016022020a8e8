import { z } from 'zod';
import { CALLBACK_PATH } from '@genvideo/models/callback-url';
import { rawOperation, type Operation } from '../operation/operation';
import { callbackContract } from './callback-contract';
import { checkOwner } from './check-owner';
import { checkSignature } from './check-signature';
import { createCallbackRouter, type CallbackOptions, type ReadCallback } from './create-callback-router';
import { parseCallbackBody } from './parse-callback-body';

const klingContract = {
  ...callbackContract,
  id: 'takeCallback',
  path: CALLBACK_PATH,
  summary: 'What the video provider reports of its task',
  description:
    'For providers, who call the URL that they were given: its token is the proof. Signed bodies (Standard Webhooks) are checked besides, and taken once; a task of Kling has to be the one that was submitted. A callback is a hint: any number of them, at any time, is fine.',
  body: {
    schema: z
      .looseObject({})
      .meta({ description: "The video proxy's job, or Kling's task.", id: 'ProviderReport' }),
    example: { job_id: 'task-1', status: 'completed', video_url: 'http://127.0.0.1:16882/files/1.mp4' },
  },
} as const;

const readCallback: ReadCallback = ({ raw, headers, key, secret }) => {
  checkSignature(raw, headers, secret);
  const report = parseCallbackBody(raw.toString());
  if (report.status !== null) checkOwner(report, key);
  const messageId = headers['webhook-id'];
  return { report, messageId: typeof messageId === 'string' ? messageId : undefined };
};

/** `POST /callback/kling`, for the proxies and Kling. */
export function createCallbackOperation(options: CallbackOptions): Operation {
  return rawOperation(klingContract, createCallbackRouter(options, readCallback));
}
