import type { JobRow } from './job-row';
import { planSubmissions } from './plan-submissions';

const plan = (rows: JobRow[], options: Partial<Parameters<typeof planSubmissions>[1]> = {}) =>
  planSubmissions(rows, { batchId: 'batch-1', defaults: { user_id: 'ada' }, count: null, ...options });

const rows: JobRow[] = [
  { line: 2, value: { prompt: 'A' } },
  { line: 3, value: { prompt: '' } },
  { line: 4, value: { prompt: 'B', request_id: 'mine', user_id: 'bob' } },
];

describe('planSubmissions', () => {
  it('gives each job the id of its place, or its own', () => {
    const { jobs } = plan(rows);
    expect(jobs.map(({ id, job }) => [id, job.request_id, job.user_id])).toEqual([
      ['batch-1-0001', 'batch-1-0001', 'ada'],
      ['mine', 'mine', 'bob'],
    ]);
  });

  it('keeps the ids when a bad line is put right', () => {
    const mended = rows.map((row) => (row.line === 3 ? { line: 3, value: { prompt: 'C' } } : row));
    expect(plan(mended).jobs.map(({ id }) => id)).toEqual(['batch-1-0001', 'batch-1-0002', 'mine']);
  });

  it('names every bad field of a bad line', () => {
    const { badLines } = plan([{ line: 9, value: { prompt: 'A', width: 7, colour: 'red' } }]);
    expect(badLines).toEqual([
      { line: 9, problem: expect.stringMatching(/width must be at least 64.*colour is not a known field/) },
    ]);
  });

  it('refuses the second line with the same id', () => {
    const twice: JobRow[] = [1, 2].map((line) => ({ line, value: { prompt: 'A', request_id: 'x' } }));
    expect(plan(twice)).toMatchObject({
      jobs: [{ id: 'x' }],
      badLines: [{ line: 2, problem: 'has the request_id of line 1' }],
    });
  });

  it('repeats the file until there are as many jobs as asked for, each with its own id', () => {
    expect(plan(rows, { count: 5 }).jobs.map(({ id }) => id)).toEqual([
      'batch-1-0001',
      'mine',
      'batch-1-0001-r2',
      'batch-1-0003-r2',
      'batch-1-0001-r3',
    ]);
    expect(plan(rows, { count: 1 }).jobs).toHaveLength(1);
  });

  it('fills in defaults where a row has nothing, and null is nothing', () => {
    const [planned] = plan([{ line: 1, value: { prompt: 'A', style: null } }], {
      defaults: { user_id: 'ada', style: 'oil' },
    }).jobs;
    expect(planned?.job).toMatchObject({ style: 'oil', width: 1024 });
  });

  it('has nothing to repeat when no line is good', () => {
    expect(plan([{ line: 1, problem: 'no' }], { count: 3 })).toMatchObject({
      jobs: [],
      badLines: [{ line: 1 }],
    });
  });
});
