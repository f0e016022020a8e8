import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { askAgain } from '@genvideo/models';
import { createPayloadCodec, parsePayloadKeys, PayloadKeyError } from '@genvideo/models/payload-codec';
import type { PayloadCodec } from '@genvideo/models/payload-codec';
import { InvalidInputError } from '@genvideo/models/schemas';
import { toBackoffMs } from './api/retry-delay';
import { cancelJob } from './cancel-job';
import { describeJob } from './describe-job';
import type { EngineAccessOptions } from './engine-access-options';
import { EngineUnavailableError } from './engine-unavailable-error';
import { readExplanation } from './explain/read-explanation';
import { InvalidRequestError } from './invalid-request-error';
import type { JobAccess, JobQuestion, Submission } from './job-access';
import { createOutageClock } from './outage-clock';
import type { ProgressEvent } from './progress-result';
import { readProgress, type JobProgress } from './read-progress';
import { repeat } from './repeat';
import { startJob, type StartJobOptions } from './start-job';
import { submitBatch } from './submit-batch';
import { toClientError } from './to-client-error';
import { watchProgress } from './watch-progress';

/** How long the engine may take to be reached at all, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Without these, an engine that comes back is noticed up to two minutes late. */
const RECONNECT_QUICKLY = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

const toEvent = ({ workflow_id, workflow_status, progress }: JobProgress): ProgressEvent => ({
  workflow_id,
  workflow_status,
  progress,
  timestamp: new Date().toISOString(),
});

/** Runs a call of the SDK; what it throws once the signal has aborted is the signal's own reason. */
const withSignal = async <Answer>(
  client: Client,
  signal: AbortSignal,
  call: () => Promise<Answer>,
): Promise<Answer> => {
  signal.throwIfAborted();
  try {
    return await client.withAbortSignal(signal, call);
  } catch (error) {
    signal.throwIfAborted();
    throw toClientError(error);
  }
};

/** Goes on while the engine is away for a moment, but not when it was never there. */
async function* watchPatiently(
  client: Client,
  { workflowId, signal }: JobQuestion,
  patienceMs: number,
): AsyncGenerator<ProgressEvent, void, undefined> {
  const clock = createOutageClock();
  const onUnavailable = (error: Error): void => {
    if ((clock.failed() ?? Infinity) >= patienceMs) throw error;
  };
  const options = { signal, onAnswer: () => clock.heard(), onUnavailable };
  try {
    for await (const seen of watchProgress(client, workflowId, options)) yield toEvent(seen);
  } catch (error) {
    throw toClientError(error);
  }
}

/** A start under the same id starts nothing twice, so that one that was not answered is repeated. */
const toStartDelayMs = (error: unknown, failures: number): number | null =>
  error instanceof EngineUnavailableError ? toBackoffMs(failures) : null;

const submitOnce = async (options: StartJobOptions, { kind, request }: Submission): Promise<void> => {
  try {
    await startJob({ ...options, kind }, request);
  } catch (cause) {
    if (cause instanceof InvalidInputError) throw new InvalidRequestError(`${cause.message}.`, { cause });
    throw cause;
  }
};

/** What the caller gave counts more than what is chosen here. */
const toConnectionOptions = (address: string, given: ConnectionOptions): ConnectionOptions => ({
  connectTimeout: CONNECT_TIMEOUT_MS,
  // The SDK's own retries would go on after the caller's deadline.
  interceptors: [],
  ...given,
  address,
  channelArgs: { ...RECONNECT_QUICKLY, ...given.channelArgs },
});

const createCodec = (keys: string | null): PayloadCodec => {
  try {
    return createPayloadCodec(parsePayloadKeys(keys));
  } catch (cause) {
    if (!(cause instanceof PayloadKeyError)) throw cause;
    throw new InvalidRequestError(`payloadEncryptionKey ${cause.problem}.`, { cause });
  }
};

/** The jobs as the engine knows them. Connects when it is first asked. */
export function createEngineAccess(options: EngineAccessOptions): JobAccess {
  const { temporalHost: address, namespace, temporalConnection, patienceMs, retries } = options;
  const connection = Connection.lazy(toConnectionOptions(address, temporalConnection));
  const dataConverter = { payloadCodecs: [createCodec(options.payloadEncryptionKey)] };
  const client = new Client({ connection, namespace, dataConverter, interceptors: { workflow: [askAgain] } });
  return {
    source: 'direct',
    readProgress: async ({ workflowId, signal }) => ({
      ...toEvent(await withSignal(client, signal, () => readProgress(client, workflowId))),
      source: 'direct',
      detailed: null,
    }),
    readStatus: async ({ workflowId, signal }) => {
      const job = await withSignal(client, signal, () => describeJob(client, workflowId));
      return {
        workflow_id: workflowId,
        status: job.workflow_status,
        start_time: job.start_time.toISOString(),
        close_time: job.close_time?.toISOString() ?? null,
        workflow_type: job.workflow_type,
        task_queue: job.task_queue,
      };
    },
    explain: ({ workflowId, signal }) =>
      withSignal(client, signal, () => readExplanation(client, workflowId)),
    watchProgress: (question) => watchPatiently(client, question, patienceMs),
    submit: (submission, signal) => {
      const submit = (): Promise<void> =>
        withSignal(client, signal, () => submitOnce({ client, ...options }, submission));
      return repeat(submit, { retries, signal, toDelayMs: toStartDelayMs });
    },
    submitBatch: (batch, signal) => {
      const submit = (): Promise<void> =>
        withSignal(client, signal, () => submitBatch({ client, ...options }, batch));
      return repeat(submit, { retries, signal, toDelayMs: toStartDelayMs });
    },
    cancelJob: ({ workflowId, signal }) => withSignal(client, signal, () => cancelJob(client, workflowId)),
    close: () => connection.close(),
  };
}
