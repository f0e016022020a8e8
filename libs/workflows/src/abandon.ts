import { ApplicationFailure, CancellationScope, CancelledFailure, log } from '@temporalio/workflow';
import type { JobResult } from '@genvideo/models';
import { cleanUp } from './activity-proxies';
import type { JobRecord } from './job-record';
import { toJobError } from './to-job-error';

/**
 * Ends a job that cannot go on: says so, stops its task at the provider, keeps what was made, closes its record.
 * @returns what the workflow has to throw
 * @throws the error itself when it is a bug
 */
export async function abandon(record: JobRecord, error: unknown): Promise<unknown> {
  // What a cancelled job stumbles over on its way out is not why it ends.
  const cancelled = CancellationScope.current().consideredCancelled;
  const jobError = toJobError(cancelled ? new CancelledFailure('Cancelled on request') : error);
  const status = cancelled ? 'cancelled' : 'failed';
  record.end({ step: 'failed', status, message: jobError.message, error_message: jobError.message });
  const request = { ...record.toAccount(), status, error: jobError, running: record.running } as const;
  const result = await CancellationScope.nonCancellable(() => cleanUp.abandonJob(request)).catch(
    (cause: unknown) => {
      log.error('clean_up_failed', { user_id: record.input.user_id, reason: String(cause) });
      return null;
    },
  );
  const told = result?.error ?? jobError;
  // What became of the provider's task is known only now.
  record.advance({ message: told.message, error_message: told.message });
  if (cancelled) return new CancelledFailure(told.message, result ? [result] : []);
  return toFailure(told, result);
}

const toFailure = (
  { type, message }: { type: string; message: string },
  result: JobResult | null,
): ApplicationFailure =>
  ApplicationFailure.create({ type, message, nonRetryable: true, details: result ? [result] : [] });
