import { QueryNotRegisteredError, type Client } from '@temporalio/client';
import { isAskedTooEarly, QUERY, type Progress } from '@genvideo/models';
import { jobStatusSchema } from '@genvideo/models/schemas';
import { createProgressReader, queryProgress, type JobProgress } from '@genvideo/progress-client/direct';

/** How long a worker is waited for, in milliseconds. */
const QUERY_TIMEOUT_MS = 2_000;

/** The same where a job has ended: how it ended is not kept back for long. */
const LAST_QUERY_TIMEOUT_MS = 1_500;

/** After a question in vain that long, in milliseconds, the next one waits: it must not become a habit. */
const REST_MS = 2_000;

const recordSchema = jobStatusSchema.pick({ current_progress: true, progress_history: true });

/** Asks the engine about one job. */
export interface JobReader {
  /**
   * How far the job is.
   * @throws NotFoundError, EngineUnavailableError
   */
  look(): Promise<JobProgress>;
  /** What the workflow recorded of its progress, as of the last look that it answered; null before any did. */
  getHistory(): readonly Progress[] | null;
  /** Asks a job that has ended for its whole record, unless it is known; nobody may be there to answer. Never fails. */
  fetchLastHistory(): Promise<void>;
}

export interface JobReaderOptions {
  client: Client;
  workflowId: string;
  /** Told of each call to the engine about this job. */
  onCall: () => void;
}

/**
 * A reader that knows the workflow's own record of its progress as well: one query, `get_status`, answers both. A
 * workflow that does not speak it is asked for its progress alone.
 */
export function createJobReader({ client, workflowId, onCall }: JobReaderOptions): JobReader {
  let history: readonly Progress[] | null = null;
  let speaksStatus = true;
  let restUntilMs = 0;
  let lastRestUntilMs = 0;
  /** Whether the record is known to the end of the job. */
  let complete = false;
  let fetching: Promise<void> | null = null;

  const askStatus = async (timeoutMs: number): Promise<Progress | null> => {
    onCall();
    try {
      const handle = client.workflow.getHandle(workflowId);
      const answer = await client.withDeadline(Date.now() + timeoutMs, () =>
        handle.query<unknown>(QUERY.status),
      );
      const record = recordSchema.safeParse(answer);
      speaksStatus = record.success;
      if (!record.success) return null;
      history = record.data.progress_history;
      return record.data.current_progress;
    } catch (error) {
      if (error instanceof QueryNotRegisteredError && !isAskedTooEarly(error)) speaksStatus = false;
      return null;
    }
  };

  const askProgress = (): Promise<Progress | null> => {
    onCall();
    return queryProgress(client, workflowId);
  };

  const ask = async (): Promise<Progress | null> => {
    if (Date.now() < restUntilMs) return null;
    const progress = (speaksStatus && (await askStatus(QUERY_TIMEOUT_MS))) || null;
    if (progress) return progress;
    const plain = speaksStatus ? null : await askProgress();
    if (plain === null) restUntilMs = Date.now() + REST_MS;
    return plain;
  };

  const fetchLast = async (): Promise<void> => {
    complete = (await askStatus(LAST_QUERY_TIMEOUT_MS)) !== null;
    if (!complete) lastRestUntilMs = Date.now() + REST_MS;
  };

  const read = createProgressReader(client, workflowId, ask);
  return {
    look() {
      onCall();
      return read();
    },
    getHistory: () => history,
    fetchLastHistory() {
      if (complete || !speaksStatus || Date.now() < lastRestUntilMs) return Promise.resolve();
      fetching ??= fetchLast().finally(() => (fetching = null));
      return fetching;
    },
  };
}
