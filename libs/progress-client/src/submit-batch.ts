import { batchRequestSchema, InvalidInputError, parseWith } from '@genvideo/models/schemas';
import { InvalidRequestError } from './invalid-request-error';
import type { BatchSubmission } from './job-access';
import { startBatch, type StartBatchOptions } from './start-batch';

/** How much a list that goes directly to the engine may hold, in characters of JSON. */
const MAX_INLINE_LENGTH = 256 * 1024;

const parse = (batch: BatchSubmission) => {
  try {
    return parseWith(batchRequestSchema, batch);
  } catch (cause) {
    if (cause instanceof InvalidInputError) throw new InvalidRequestError(`${cause.message}.`, { cause });
    throw cause;
  }
};

/**
 * Starts a batch directly on the engine, which keeps its list: that has to be short.
 * @throws InvalidRequestError naming every bad field and item, ConflictError, EngineUnavailableError
 */
export async function submitBatch(options: StartBatchOptions, batch: BatchSubmission): Promise<void> {
  const { requests, ...settings } = parse(batch);
  if (requests !== undefined && JSON.stringify(requests).length > MAX_INLINE_LENGTH)
    throw new InvalidRequestError(
      'requests are more than the 256 KB that may go directly to the engine. Submit the batch over the API (apiBaseUrl), which stores the list, or give requests_url.',
    );
  const inline = requests === undefined ? {} : { requests };
  await startBatch(options, { ...settings, ...inline, batch_id: batch.batch_id });
}
