import { QueryNotRegisteredError, type Client } from '@temporalio/client';
import { ASKED_TOO_EARLY, createProgress } from '@genvideo/models';
import { createJobReader } from './job-reader';

/** gRPC's number of the status of a query that failed at the worker. */
const INVALID_ARGUMENT = 3;

/** A client of an engine on which a job answers its first query with an error, and its record from then on. */
const answerAfter = (message: string): Client => {
  const current_progress = createProgress(new Date());
  const query = jest
    .fn()
    .mockRejectedValueOnce(new QueryNotRegisteredError(message, INVALID_ARGUMENT))
    .mockResolvedValue({ current_progress, progress_history: [current_progress] });
  const client = {
    workflow: { getHandle: () => ({ query }) },
    withDeadline: (_deadline: number, ask: () => unknown) => ask(),
  };
  return client as unknown as Client;
};

describe('the record of a job that has ended', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const fetchTwice = async (client: Client) => {
    const reader = createJobReader({ client, workflowId: 'kite-1', onCall: () => undefined });
    await reader.fetchLastHistory();
    jest.advanceTimersByTime(60_000);
    await reader.fetchLastHistory();
    return reader.getHistory();
  };

  it('is asked for again where it was asked for too early', async () => {
    await expect(fetchTwice(answerAfter(`${ASKED_TOO_EARLY}: ask again`))).resolves.toHaveLength(1);
  });

  it('is not asked for again where the workflow keeps none', async () => {
    await expect(fetchTwice(answerAfter('unknown queryType get_status'))).resolves.toBeNull();
  });
});
