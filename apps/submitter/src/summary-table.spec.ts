import { createSampleEnd, createSampleJob } from '../test/followed-sample';
import { formatSummary } from './summary-table';

const format = (...jobs: Parameters<typeof formatSummary>[0]) =>
  formatSummary(jobs, [{ line: 3, problem: 'prompt is empty' }], {
    findFile: (id) => (id === 'here' ? 'results/here/image.png' : null),
    colour: false,
    mending: 'Put it right, then: batch --batch-id b',
  });

describe('formatSummary', () => {
  it('tells of each job how it ended and where its files are', () => {
    const text = format(
      createSampleJob('here', { end: createSampleEnd('here') }),
      createSampleJob('there', { end: createSampleEnd('there') }),
    );
    expect(text).toMatch(/│ here +│ completed │ +12.3 │ +1 │ +1 │/);
    expect(text).toContain('  results/here/image.png  http://127.0.0.1:8000/assets/here/image.png\n');
    expect(text).toContain('  http://127.0.0.1:8000/assets/there/image.png\n');
    expect(text).toContain('2 of 2 jobs completed.');
  });

  it('says in words why a job did not complete and which lines are none', () => {
    const error = { type: 'ProviderRefused', message: 'The provider refuses this prompt' } as const;
    const text = format(
      createSampleJob('bad', { end: createSampleEnd('bad', { status: 'failed', assets: [], error }) }),
    );
    expect(text).toContain('  bad failed: The provider refuses this prompt\n');
    expect(text).toContain('  line 3: prompt is empty\nPut it right, then: batch --batch-id b\n');
    expect(text).toContain('0 of 1 job completed.');
  });
});
