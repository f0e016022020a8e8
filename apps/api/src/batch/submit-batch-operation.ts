import type { Client } from '@temporalio/client';
import type { Request, RequestHandler, Response } from 'express';
import type { Storage } from '@genvideo/activities/storage';
import type { BatchItem, BatchResult, BatchSettings } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { batchSettingsSchema, InvalidInputError, parseWith } from '@genvideo/models/schemas';
import {
  describeJob,
  readClosedBatchResult,
  startBatch,
  type StartedJob,
} from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { findWebhookProblem } from '@genvideo/activities/webhook-url';
import { readOwner } from '../asset/read-owner';
import type { AdmittedCaller } from '../auth/create-gate';
import { createBodyReader } from '../create-body-reader';
import { checkWebhook } from '../delivery/check-webhook';
import { awaitEnd } from '../job/await-end';
import { toJobLinks } from '../job/job-links';
import { parsePreferredWait } from '../job/parse-prefer';
import { withJobId } from '../job/with-job-id';
import { rawOperation, type Input, type Operation } from '../operation/operation';
import { parseContent } from '../operation/parse-request';
import { ProblemError } from '../problem';
import type { ProgressHub } from '../watch/progress-hub';
import { submitBatchContract, submitLinesContract } from './batch-contracts';
import { checkItems, nameItems, readLineItems, type NamedItem } from './check-items';
import { storeBatch } from './store-batch';
import { toBatchSettings } from './to-batch-settings';

export interface SubmitBatchOptions {
  client: Client;
  config: Config;
  storage: Storage;
  logger: Logger;
  hub: ProgressHub;
}

type BatchInput = Input<typeof submitBatchContract>;

/** What is asked for, whatever the body: settings, and the items or where they are. */
interface AskedBatch {
  settings: BatchSettings & { batch_id: string };
  items: Iterable<NamedItem> | AsyncIterable<NamedItem> | null;
  requestsUrl: string | null;
}

const LINES_TYPE = 'application/x-ndjson';

const readBody = (request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const reader: RequestHandler = createBodyReader();
    void reader(request, response, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });

/** Settings in the query are for bodies that have no room for them. */
const refuseQuery = ({ query }: Request): void => {
  const names = Object.keys(query);
  if (names.length > 0)
    throw new ProblemError(
      'BadRequest',
      `The query says ${names.join(', ')}, but the settings of a batch in JSON stand in its body. Put them there, or send the items as ${LINES_TYPE}.`,
    );
};

async function readAsked(request: Request, response: Response): Promise<AskedBatch> {
  const { caller, query } = response.locals as { caller: AdmittedCaller; query: BatchInput['query'] };
  if (request.is(LINES_TYPE)) {
    const { headers } = parseContent(submitLinesContract, request) as Pick<BatchInput, 'headers'>;
    const settings = toBatchSettings(
      parseWith(batchSettingsSchema, query),
      headers['Idempotency-Key'],
      caller,
    );
    return { settings, items: readLineItems(request), requestsUrl: null };
  }
  refuseQuery(request);
  await readBody(request, response);
  const { headers, body } = parseContent(submitBatchContract, request) as BatchInput;
  const { requests, requests_url: requestsUrl = null, ...rest } = body;
  const settings = toBatchSettings(rest, headers['Idempotency-Key'], caller);
  return { settings, items: requests === undefined ? null : nameItems(requests), requestsUrl };
}

/** What is against an item besides its own fields. */
const createItemCheck = ({ user_id: userId }: BatchSettings, config: Config) => {
  const policy = { allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS, canSign: config.WEBHOOK_SECRET !== null };
  return (item: BatchItem): void => {
    if (userId !== null && item.user_id !== userId)
      throw new InvalidInputError([{ field: 'user_id', problem: `must be "${userId}", whose batch it is` }]);
    const problem = item.webhook_url === null ? null : findWebhookProblem(item.webhook_url, policy);
    if (problem !== null) throw new InvalidInputError([{ field: 'webhook_url', problem }]);
  };
};

/** A list that is in the store already; another user's is not there for a caller that is bound to one. */
async function startStored(
  { settings, requestsUrl }: { settings: AskedBatch['settings']; requestsUrl: string },
  { client, config, storage }: SubmitBatchOptions,
): Promise<StartedJob> {
  const key = storage.toKey(requestsUrl);
  const [folder = ''] = key?.split('/') ?? [];
  const isOwn = settings.user_id === null || (await readOwner(storage, folder)) === settings.user_id;
  if (key === null || !isOwn) {
    const problem = `is no list in the store of this system, whose URLs begin with ${storage.toUrl('')}`;
    throw new InvalidInputError([{ field: 'requests_url', problem }]);
  }
  const { TEMPORAL_TASK_QUEUE: taskQueue } = config;
  return startBatch({ client, taskQueue }, { ...settings, requests_url: requestsUrl });
}

function start(
  { settings, items, requestsUrl }: AskedBatch,
  options: SubmitBatchOptions,
): Promise<StartedJob> {
  const { client, config, storage } = options;
  if (items === null) return startStored({ settings, requestsUrl: requestsUrl ?? '' }, options);
  const checked = checkItems(items, createItemCheck(settings, config));
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  return storeBatch({ settings, items: checked }, { client, storage, taskQueue });
}

/** The result of a batch that ends soon enough, else null; whatever goes wrong on the way, the batch is there. */
async function waitForResult(
  { client, hub }: SubmitBatchOptions,
  batchId: string,
  wait: { seconds: number; signal: AbortSignal },
): Promise<BatchResult | null> {
  const signal = AbortSignal.any([wait.signal, AbortSignal.timeout(wait.seconds * 1_000)]);
  if (!(await awaitEnd(hub, batchId, signal))) return null;
  try {
    return await readClosedBatchResult(client, await describeJob(client, batchId));
  } catch {
    return null;
  }
}

const toGoneSignal = (response: Response): AbortSignal => {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
};

async function answer(request: Request, response: Response, options: SubmitBatchOptions): Promise<void> {
  const { config, hub, logger } = options;
  const { caller } = response.locals as { caller: AdmittedCaller };
  const asked = await readAsked(request, response);
  const { batch_id: batchId, user_id } = asked.settings;
  checkWebhook(asked.settings, config);
  const { created } = await withJobId(batchId, start(asked, options));
  hub.forgetAbsence(batchId);
  if (created) logger.info({ workflow_id: batchId, user_id, caller: caller.name }, 'batch_submitted');
  const links = toJobLinks(batchId);
  response.set('Location', links.status_url);
  const seconds = parsePreferredWait(request.get('Prefer'));
  if (seconds !== null) response.set('Preference-Applied', `wait=${seconds}`);
  const wait = { seconds: seconds ?? 0, signal: toGoneSignal(response) };
  const result = seconds ? await waitForResult(options, batchId, wait) : null;
  if (result === null) response.status(202).json({ workflow_id: batchId, ...links });
  else response.status(200).json(result);
}

/** `POST /batches`: the one route whose body may be of any length, and is read while it comes. */
export function createSubmitBatchOperation(options: SubmitBatchOptions): Operation {
  return rawOperation(submitBatchContract, async (request, response) => {
    try {
      await answer(request, response, options);
    } catch (error) {
      // Who still sends would not hear the answer.
      request.resume();
      throw error;
    }
  });
}
