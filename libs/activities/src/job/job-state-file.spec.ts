import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createProgress, type JobState } from '@genvideo/models';
import { createDiskStorage } from '../storage/create-disk-storage';
import { toJobResult } from './finish-job';
import { readJobState, saveJobState, saveJobStep } from './job-state-file';

const toState = (at: string): JobState => ({
  ...{ workflow_id: 'job-1', job_input: {}, progress: createProgress(new Date(at)), result: null },
});

describe('saveJobStep', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'genvideo-state-'));
  const storage = createDiskStorage({ root, baseUrl: 'http://127.0.0.1:1/assets' });
  afterAll(() => rmSync(root, { recursive: true }));

  const end = (state: JobState): JobState => {
    const account = { workflow_id: 'job-1', user_id: 'ann', state, started_at: '2026-01-01T00:00:00.000Z' };
    const counts = { attempts: 1, submissions: 1, permitted_at: null, produced: {} };
    return {
      ...state,
      result: toJobResult({ ...account, ...counts }, { status: 'completed', assets: [], error: null }),
    };
  };

  it('writes each step over the one before, and over the end of a run that was reset, but never over a later end', async () => {
    const first = toState('2026-01-01T00:00:01Z');
    await saveJobStep(storage, first);
    await expect(readJobState(storage, 'job-1')).resolves.toEqual(first);
    const ended = end(toState('2026-01-01T00:00:09Z'));
    await saveJobState(storage, ended);
    await saveJobStep(storage, toState('2026-01-01T00:00:02Z'));
    await expect(readJobState(storage, 'job-1')).resolves.toEqual(ended);
    const again = toState('2026-01-01T00:00:10Z');
    await saveJobStep(storage, again);
    await expect(readJobState(storage, 'job-1')).resolves.toEqual(again);
  });
});
