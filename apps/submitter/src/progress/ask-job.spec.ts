import {
  InvalidRequestError,
  NotFoundError,
  UnauthorizedError,
  UnreachableError,
  type ProgressReading,
} from '@genvideo/progress-client';
import { createSampleProgress } from '../../test/followed-sample';
import { createAskJob } from './ask-job';

const SAMPLE: ProgressReading = {
  workflow_id: 'kite-1',
  workflow_status: 'RUNNING',
  progress: createSampleProgress({ status: 'running', percent: 7 }),
  timestamp: '2026-01-01T00:00:00.000Z',
  source: 'api',
  detailed: null,
};

/** Asks a client that answers so. */
const ask = (answer: () => ProgressReading, signal = new AbortController().signal) =>
  createAskJob(
    { readProgress: () => new Promise((resolve) => resolve(answer())) },
    { method: 'fallback', signal },
  )('kite-1');

const fail = (error: Error) => ask(() => Promise.reject(error) as never);

describe('createAskJob', () => {
  it('gives what a client library would, and nothing else', async () => {
    const { result, ...rest } = await ask(() => SAMPLE);
    expect(result).toEqual({
      success: true,
      workflow_id: 'kite-1',
      progress: SAMPLE.progress,
      error: null,
      source: 'api',
    });
    expect(rest).toEqual({ detailed: null, exitStatus: 0, final: false });
  });

  it.each([
    [{ workflow_status: 'TERMINATED' } as const, { exitStatus: 1, final: true }],
    [{ progress: createSampleProgress({ status: 'completed' }) }, { exitStatus: 0, final: true }],
    [{ workflow_status: 'CONTINUED_AS_NEW' } as const, { exitStatus: 0 }],
  ])('knows how a job that stands like %j ends the command', async (change, expected) => {
    await expect(ask(() => ({ ...SAMPLE, ...change }))).resolves.toMatchObject(expected);
  });

  it.each([
    [new NotFoundError('kite-1'), { exitStatus: 1, final: true }],
    [new InvalidRequestError('bad'), { exitStatus: 2, final: true }],
    [new UnauthorizedError('key'), { exitStatus: 3, final: true }],
    [new UnreachableError('away'), { exitStatus: 3, final: false }],
  ])('makes a reading of %s', async (error, expected) => {
    await expect(fail(error)).resolves.toMatchObject({
      ...expected,
      result: { success: false, workflow_id: 'kite-1', progress: null, error: error.message },
    });
  });

  it('hides no bug', async () => {
    await expect(fail(new TypeError('bug'))).rejects.toThrow('bug');
  });

  it('takes a failure after the stop for the stop', async () => {
    const stop = new AbortController();
    const asked = ask(() => {
      stop.abort('enough');
      throw new UnreachableError('away');
    }, stop.signal);
    await expect(asked).rejects.toBe('enough');
  });
});
