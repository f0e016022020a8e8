import { setTimeout as delay } from 'node:timers/promises';
import { createProgress } from '@genvideo/models';
import { SILENT_LOGGER } from '@genvideo/testing';
import type { FinishedJob, JobAccount } from '../job/finish-job';
import { closeAtOnce, type CloseAtOnceDependencies } from './close-at-once';
import type { StageContext } from './stage-context';
import type { StageOutcome, StageRequest } from './stage-request';

const STARTED = '2026-11-22T10:00:00.000Z';

const request: StageRequest<unknown> = {
  ...{
    workflow_id: 'kite',
    user_id: 'ada',
    priority: 5,
    stage: 'video',
    attempt: 2,
    plan: ['image', 'video'],
  },
  ...{ task: {}, left: null, permit_run_id: 'run' },
  state: {
    ...{ workflow_id: 'kite', job_input: {}, result: null },
    progress: createProgress(new Date(STARTED)),
  },
  closing: {
    produced: { image: { urls: ['http://image.test/1.png'], task_id: 'i' } },
    ...{ attempts: 3, submissions: 2, started_at: STARTED, permitted_at: STARTED },
  },
};

const outcome: StageOutcome = {
  ...{ status: 'completed', task_id: 'v', urls: ['http://video.test/1.mp4'] },
  ...{ seconds: 2, worker_memory_mib: 100 },
};

const FINISHED = { workflow_id: 'kite', status: 'completed' } as FinishedJob;

/** What was done, in order; and a job's last stage that does it. */
function open(change: Partial<CloseAtOnceDependencies> = {}, state: Partial<StageContext> = {}) {
  const done: string[] = [];
  const accounts: JobAccount[] = [];
  const note = (what: string): void => void done.push(what);
  const dependencies: CloseAtOnceDependencies = {
    storeAll: (account) => {
      accounts.push(account);
      note('store');
      return Promise.resolve([]);
    },
    closeJob: () => Promise.resolve(FINISHED).finally(() => note('close')),
    tellOfEnd: () => Promise.resolve().finally(() => note('tell')),
    logger: SILENT_LOGGER,
    storeAtOnceMs: 10_000,
    ...change,
  };
  const alive = { hasStalled: () => false, gone: new AbortController().signal };
  const context = { hurry: AbortSignal.abort(), ...alive, ...state } as StageContext;
  const close = (asked = request) => closeAtOnce({ request: asked, outcome, context }, dependencies);
  return { done, accounts, close };
}

describe('closeAtOnce', () => {
  it('stores, closes and tells, however much of a hurry somebody is in', async () => {
    const { done, accounts, close } = open();
    await expect(close()).resolves.toEqual({ ...outcome, finished: FINISHED });
    expect(done).toEqual(['store', 'close', 'tell']);
    expect(accounts).toEqual([
      expect.objectContaining({
        ...{ workflow_id: 'kite', user_id: 'ada', attempts: 3, submissions: 3 },
        produced: {
          image: { urls: ['http://image.test/1.png'], task_id: 'i' },
          video: { urls: ['http://video.test/1.mp4'], task_id: 'v' },
        },
      }),
    ]);
  });

  it('does nothing for a workflow that does not know of it', async () => {
    const { done, close } = open();
    await expect(close({ ...request, closing: undefined })).resolves.toEqual(outcome);
    expect(done).toEqual([]);
  });

  it('leaves what cannot be stored to those who say so', async () => {
    const { done, close } = open({ storeAll: () => Promise.reject(new Error('no room')) });
    await expect(close()).resolves.toEqual(outcome);
    expect(done).toEqual([]);
  });

  it('leaves what takes long, and does not close the record when that is stored after all', async () => {
    const late: string[] = [];
    const { done, close } = open({
      storeAtOnceMs: 20,
      storeAll: async () => {
        await delay(100);
        late.push('stored');
        return [];
      },
    });
    await expect(close()).resolves.toEqual(outcome);
    expect(late).toEqual([]);
    await delay(200);
    expect(late).toEqual(['stored']);
    expect(done).toEqual([]);
  });

  it('leaves a record alone that could not be closed', async () => {
    const { done, close } = open({ closeJob: () => Promise.reject(new Error('no room')) });
    await expect(close()).resolves.toEqual(outcome);
    expect(done).toEqual(['store']);
  });

  it('leaves a job alone that is gone', async () => {
    const { done, close } = open({}, { gone: AbortSignal.abort() });
    await expect(close()).resolves.toEqual(outcome);
    expect(done).toEqual([]);
  });

  it('stops when the job goes meanwhile', async () => {
    const gone = new AbortController();
    const storeAll = () => {
      gone.abort();
      return Promise.resolve([]);
    };
    const { done, close } = open({ storeAll }, { gone: gone.signal });
    await expect(close()).resolves.toEqual(outcome);
    expect(done).toEqual([]);
  });

  it('leaves the record to its successor when its worker stood still', async () => {
    const { done, close } = open({}, { hasStalled: () => true });
    await expect(close()).resolves.toEqual(outcome);
    expect(done).toEqual(['store']);
  });

  it('is tried again as a whole when nobody could be told', async () => {
    const { close } = open({ tellOfEnd: () => Promise.reject(new Error('no engine')) });
    await expect(close()).rejects.toThrow('no engine');
  });
});
