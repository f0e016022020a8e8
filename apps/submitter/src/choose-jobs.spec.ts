import { createSampleEnd, createSampleJob, createSampleProgress } from '../test/followed-sample';
import { chooseJobs } from './choose-jobs';

const run = (id: string, lookedAt: number) =>
  createSampleJob(id, { lookedAt, progress: createSampleProgress({ step: 'image', status: 'running' }) });
const wait = (id: string, lookedAt: number) => createSampleJob(id, { lookedAt });
const choose = (jobs: Parameters<typeof chooseJobs>[0], budget: number) =>
  chooseJobs(jobs, budget).map(({ planned }) => planned.id);

describe('chooseJobs', () => {
  it('leaves out what has ended or was never submitted', () => {
    const jobs = [
      createSampleJob('ended', { end: createSampleEnd('ended') }),
      createSampleJob('unsent', { created: null }),
      wait('w', 0),
    ];
    expect(choose(jobs, 10)).toEqual(['w']);
  });

  it('shares the budget between running and waiting jobs, the longest unseen first', () => {
    const jobs = [run('r1', 9), run('r2', 1), run('r3', 5), wait('w1', 3), wait('w2', 2), wait('w3', 1)];
    expect(choose(jobs, 4)).toEqual(['r2', 'r3', 'w3', 'w2']);
  });

  it('gives to one side what the other does not need', () => {
    expect(choose([run('r1', 1), run('r2', 2), run('r3', 3), wait('w1', 1)], 4)).toHaveLength(4);
    expect(choose([run('r1', 1), wait('w1', 1), wait('w2', 2), wait('w3', 3)], 4)).toHaveLength(4);
  });
});
