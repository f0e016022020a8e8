import { InvalidInputError, parseWith } from '@genvideo/models/schemas';
import { FAL_CALLBACK_PATH } from '@genvideo/models/callback-url';
import { falWebhookSchema, type FalWebhook } from '@genvideo/models/wire';
import { rawOperation, type Operation } from '../operation/operation';
import { ProblemError } from '../problem';
import { callbackContract } from './callback-contract';
import { createCallbackRouter, type CallbackOptions } from './create-callback-router';
import { createFalKeys } from './create-fal-keys';
import { checkFalSignature } from './check-fal-signature';
import { parseJsonBody } from './parse-json-body';

const falContract = {
  ...callbackContract,
  id: 'takeFalCallback',
  path: FAL_CALLBACK_PATH,
  summary: 'What fal reports of its request',
  description:
    "For fal, which calls the URL that it was given: the token in it and fal's own signature (ED25519, at most five minutes old) are the proof. A callback is a hint: any number of them, at any time, is fine.",
  body: {
    schema: falWebhookSchema.partial().loose().meta({ description: "fal's webhook.", id: 'FalWebhook' }),
    example: { request_id: '764cabcf-b745-4b3e-ae38-1200304cf45b', status: 'OK', error: null },
  },
} as const;

export interface FalCallbackOptions extends CallbackOptions {
  /** Where fal says with which keys it signs: FAL_JWKS_URL. */
  keysUrl: string;
}

function parseWebhook(body: unknown): FalWebhook {
  try {
    return parseWith(falWebhookSchema, body);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new ProblemError('InvalidRequest', 'The body is no webhook of fal.', { problems: error.problems });
  }
}

const otherRequest = (): ProblemError =>
  new ProblemError('InvalidRequest', 'The body is about another request than the headers.', {
    problems: [{ field: 'request_id', problem: 'must be that of X-Fal-Webhook-Request-Id' }],
  });

/** `POST /callback/fal`. */
export function createFalCallbackOperation({ keysUrl, ...options }: FalCallbackOptions): Operation {
  const keys = createFalKeys({ url: keysUrl });
  const router = createCallbackRouter(options, async ({ raw, headers }) => {
    const requestId = await checkFalSignature(raw, headers, keys);
    const { request_id: task_id, status } = parseWebhook(parseJsonBody(raw.toString()));
    if (task_id !== requestId) throw otherRequest();
    return { report: { task_id, status: status === 'OK' ? 'completed' : 'failed' }, messageId: requestId };
  });
  return rawOperation(falContract, router);
}
