import { createSampleEnd, createSampleJob, createSampleProgress } from '../test/followed-sample';
import { toBatchTally } from './batch-tally';

const running = createSampleProgress({ step: 'video', status: 'running', percent: 50 });

describe('toBatchTally', () => {
  it('counts every job once', () => {
    const jobs = [
      createSampleJob('a', { end: createSampleEnd('a') }),
      createSampleJob('b', { end: { status: 'lost', result: null, reason: 'gone' } }),
      createSampleJob('c', { progress: running }),
      createSampleJob('d', { progress: createSampleProgress({}) }),
      createSampleJob('e', { created: null }),
    ];
    expect(toBatchTally(jobs, null, 0)).toEqual({
      total: 5,
      submitted: 4,
      running: 1,
      waiting: 1,
      completed: 1,
      unsuccessful: 1,
      percent: 50,
      jobsPerMinute: null,
      remainingSeconds: null,
    });
  });

  it('tells the rate and the rest from what was done since the start', () => {
    const jobs = [
      createSampleJob('a', { end: createSampleEnd('a') }),
      createSampleJob('b', { progress: running }),
    ];
    expect(toBatchTally(jobs, { atMs: 0, percent: 25 }, 60_000)).toMatchObject({
      percent: 75,
      jobsPerMinute: 1,
      remainingSeconds: 30,
    });
  });
});
