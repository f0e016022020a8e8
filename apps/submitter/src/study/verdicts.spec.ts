import { createSampleMeasurements } from '../../test/sample-report';
import type { JobTrace } from './job-trace';
import type { MockTask } from './mock-admin';
import type { ProviderAccount } from './provider-count';
import { judgeLimit, judgeLost, judgePermits, judgeSubmissions, toTotalVerdicts } from './verdicts';

const { jobs, provider } = createSampleMeasurements();
const traces = jobs.flatMap(({ trace }) => trace ?? []);

const toAccount = (tasks: readonly MockTask[]): ProviderAccount => ({
  tasks,
  count: { submissions: tasks.length, distinct_keys: 0, max_in_flight: 0 },
});

describe('judgeLimit', () => {
  const highest = { engine: 10, provider: 10, sampled: 10 };

  it('passes at the limit', () => {
    expect(judgeLimit({ limit: 10, highest }).status).toBe('pass');
    expect(judgeLimit({ limit: 10, highest: { ...highest, provider: null } }).detail).toContain(
      'not counted',
    );
  });

  it.each(['engine', 'provider', 'sampled'])('fails when the %s saw one too many', (who) => {
    expect(judgeLimit({ limit: 10, highest: { ...highest, [who]: 11 } }).status).toBe('fail');
  });
});

describe('judgeSubmissions', () => {
  const tasks = provider?.tasks ?? [];
  const [first] = tasks as [MockTask];

  it('passes when each try was submitted once', () => {
    expect(judgeSubmissions(traces, toAccount(tasks))).toMatchObject({
      status: 'pass',
      detail: '8 submissions, 8 tries',
    });
  });

  it('fails when one was submitted twice, belongs to no try, or is missing', () => {
    expect(judgeSubmissions(traces, toAccount([...tasks, first]))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('1 submitted twice'),
    });
    const stranger = { ...first, idempotency_key: 'other/image/1' };
    expect(judgeSubmissions(traces, toAccount([...tasks, stranger])).detail).toContain('1 of no try');
    expect(judgeSubmissions(traces, toAccount(tasks.slice(1))).detail).toContain(
      '1 tries without a submission',
    );
  });

  it('excuses a try that the provider never accepted', () => {
    const refused: JobTrace[] = traces.map((trace) => ({
      ...trace,
      tries: trace.tries.map((each) => ({ ...each, accepted: false })),
    }));
    expect(judgeSubmissions(refused, toAccount(tasks.slice(1))).status).toBe('pass');
  });

  it('does not know where the provider keeps no count', () => {
    expect(judgeSubmissions(traces, null).status).toBe('unknown');
  });
});

describe('judgeLost', () => {
  it('fails when a job left nothing behind', () => {
    const outcomes = { completed: 3, failed: 1, cancelled: 0, lost: 0 };
    expect(judgeLost({ size: 4, outcomes }).status).toBe('pass');
    expect(judgeLost({ size: 4, outcomes: { ...outcomes, failed: 0, lost: 1 } }).status).toBe('fail');
  });
});

describe('judgePermits', () => {
  it('fails when permits did not come back', () => {
    expect(judgePermits({ permits_back_seconds: 0.2 }).status).toBe('pass');
    expect(judgePermits({ permits_back_seconds: null }).status).toBe('fail');
  });
});

describe('toTotalVerdicts', () => {
  it('is as bad as the worst batch and names it', () => {
    const held = { id: 'limit_held', status: 'pass', detail: 'fine' } as const;
    const total = toTotalVerdicts([
      { size: 5, verdicts: [held] },
      { size: 10, verdicts: [{ ...held, status: 'fail', detail: '11 at once' }] },
    ]);
    expect(total[0]).toEqual({ id: 'limit_held', status: 'fail', detail: 'batch of 10: 11 at once' });
    expect(total[1]?.status).toBe('unknown');
  });
});
