import type { ActivateInput } from '@temporalio/workflow';
import { isAskedTooEarly } from '@genvideo/models';
import { interceptors } from './only-in-tasks';

type Activation = ActivateInput['activation'];

const NEWS: Activation['jobs'] = [{ signalWorkflow: { signalName: 'permit_traffic' } }];
const QUESTION: Activation['jobs'] = [{ queryWorkflow: { queryId: 'legacy_query', queryType: 'get_queue' } }];

/** A run at 20 events, the latest task of which began when they had 4,000 bytes. */
const openRun = () => {
  const told: Activation[] = [];
  const [interceptor] = interceptors().internals ?? [];
  const tell = (activation: Partial<Activation>): void => {
    const input = { activation: { jobs: NEWS, ...activation } as Activation, batchIndex: 0 };
    interceptor?.activate?.(input, ({ activation: passed }) => told.push(passed));
  };
  const at = (historyLength: number, bytes: number, second = bytes) => ({
    historyLength,
    historySizeBytes: { toString: () => String(bytes) } as Activation['historySizeBytes'],
    timestamp: { seconds: second, nanos: 5 } as unknown as Activation['timestamp'],
  });
  tell(at(20, 4_000));
  return { told, tell, at };
};

/** Whether something reached the workflow, and if not, whether who asked is told to ask again. */
const outcome = (tell: () => void): 'told' | 'asked too early' => {
  try {
    tell();
    return 'told';
  } catch (error) {
    if (isAskedTooEarly(error)) return 'asked too early';
    throw error;
  }
};

describe('a run with interceptors', () => {
  it('is told of what a workflow task tells', () => {
    const { told, tell, at } = openRun();
    expect(outcome(() => tell(at(25, 4_500)))).toBe('told');
    expect(told).toHaveLength(2);
  });

  it('is not told of what only a query brought along', () => {
    const { told, tell, at } = openRun();
    expect(outcome(() => tell(at(23, 4_000)))).toBe('asked too early');
    expect(told).toHaveLength(1);
  });

  it('is told of a task that began where the one before had not been written down yet', () => {
    const { tell, at } = openRun();
    expect(outcome(() => tell(at(23, 4_000, 4_001)))).toBe('told');
  });

  it('is told of a task on a server whose clock was put back', () => {
    const { tell, at } = openRun();
    expect(outcome(() => tell(at(25, 4_500, 4_000)))).toBe('told');
  });

  it('goes on within a task: what a local activity has done is no event yet', () => {
    const { tell, at } = openRun();
    expect(outcome(() => tell(at(20, 4_000)))).toBe('told');
  });

  it('answers queries, whatever has been told', () => {
    const { tell, at } = openRun();
    expect(outcome(() => tell({ ...at(23, 4_000), jobs: QUESTION }))).toBe('told');
    expect(outcome(() => tell(at(25, 4_500)))).toBe('told');
  });

  it('is replayed as it was recorded', () => {
    const { tell, at } = openRun();
    expect(outcome(() => tell({ ...at(23, 4_000), isReplaying: true }))).toBe('told');
  });

  it('is told everything by a server that does not tell the size of a history', () => {
    const { tell, at } = openRun();
    tell(at(25, 0));
    expect(outcome(() => tell(at(30, 0)))).toBe('told');
  });
});
