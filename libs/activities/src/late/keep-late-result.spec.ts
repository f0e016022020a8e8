import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createProgress, type JobResult, type JobState } from '@genvideo/models';
import { SILENT_LOGGER } from '@genvideo/testing';
import { setEngineTime } from '../engine-time';
import { toJobResult } from '../job/finish-job';
import { readJobState, saveJobState } from '../job/job-state-file';
import { createDiskStorage } from '../storage/create-disk-storage';
import type { EndedTask } from './end-task';
import { keepLateResult, type KeepLateResultDependencies } from './keep-late-result';
import { toAwaited } from './to-awaited';

const at = new Date('2026-01-01T00:00:00Z');
const running = { stage: 'video', attempt: 1, task_id: null } as const;
const request = { workflow_id: 'job-1', run_id: 'r', user_id: 'ann', running, produced: {} };

/** A sweep found nothing at the provider, and waited for a worker that had stood still and might have submitted yet. */
const nothing: EndedTask = {
  ...{ outcome: 'cancelled_before_submit', task_id: null, output: null, isOver: true },
  words: 'Nothing had been submitted after all.',
};

describe('keepLateResult', () => {
  let root: string;
  let dependencies: KeepLateResultDependencies;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-late-'));
    const storage = createDiskStorage({ root, baseUrl: 'http://127.0.0.1:1/assets' });
    // Nothing is downloaded here.
    dependencies = {
      storage,
      logger: SILENT_LOGGER,
      until: 0,
    } as Partial<KeepLateResultDependencies> as never;
  });
  afterEach(() => {
    setEngineTime(null);
    rmSync(root, { recursive: true });
  });

  const saveEnd = async (late: JobResult['late']): Promise<JobState> => {
    const bare = { workflow_id: 'job-1', job_input: {}, progress: createProgress(at), result: null };
    const account = { workflow_id: 'job-1', user_id: 'ann', state: bare, started_at: at.toISOString() };
    const counts = { attempts: 1, submissions: 1, permitted_at: null, produced: {} };
    const error = { type: 'Cancelled', message: 'Cancelled on request' } as const;
    const end = { status: 'cancelled', error, cancel_outcome: 'already_ended', late } as const;
    const state = { ...bare, result: toJobResult({ ...account, ...counts }, { ...end, assets: [] }) };
    await saveJobState(dependencies.storage, state);
    return state;
  };

  it('leaves the record as it is where the job said that nothing was left, and nothing was', async () => {
    const state = await saveEnd(null);
    await expect(keepLateResult(request, nothing, dependencies)).resolves.toEqual({
      state,
      result: state.result,
    });
    await expect(readJobState(dependencies.storage, 'job-1')).resolves.toEqual(state);
  });

  it('says in the record that nothing came where the job said that something was awaited', async () => {
    await saveEnd(toAwaited(running, at));
    await keepLateResult(request, nothing, dependencies);
    await expect(readJobState(dependencies.storage, 'job-1')).resolves.toMatchObject({
      result: { late: { state: 'nothing', message: nothing.words } },
    });
  });

  it("dates what came by the engine's clock", async () => {
    setEngineTime(Date.parse('2031-05-06T00:00:00Z'));
    const { result } = await keepLateResult(request, nothing, dependencies);
    expect(result).toMatchObject({
      started_at: expect.stringMatching(/^2031-05-06/),
      late: { updated_at: expect.stringMatching(/^2031-05-06/) },
    });
  });
});
