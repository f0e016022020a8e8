import type { ComfyHistoryEntry, ComfyJob } from '@genvideo/models/wire';
import { toEndedState, toHistoryEntry } from './to-ended-state';

const place = {
  outputs: ['9'],
  toViewUrl: ({ type, filename }: { type: string; filename: string }) => `${type}/${filename}`,
};
const file = (filename: string, type = 'output') => ({ filename, subfolder: '', type });
const entry = (change: Partial<ComfyHistoryEntry>): ComfyHistoryEntry => ({
  outputs: { '9': { images: [file('a.png')] } },
  status: { status_str: 'success', completed: true, messages: [['execution_success', {}]] },
  ...change,
});
const failed = (...messages: [string, Record<string, unknown>][]) =>
  entry({ status: { status_str: 'error', completed: false, messages } });
const error = {
  node_id: '3',
  node_type: 'KSampler',
  exception_type: 'OutOfMemoryError',
  exception_message: 'too  big\n',
};

describe('toEndedState', () => {
  it('names the pictures of the output and of its copies, in order, and no others', () => {
    const images = (name: string) => ({ images: [file(name)] });
    const outputs = {
      '9x10': images('c'),
      '9x2': images('b'),
      '9': images('a'),
      '8': images('other'),
      '99': images('no'),
    };
    expect(toEndedState(entry({ outputs }), place)).toEqual({
      status: 'completed',
      output: { urls: ['output/a', 'output/b', 'output/c'] },
    });
  });

  it('takes what was saved, not what was shown, of a graph whose output has another id', () => {
    const outputs = { '5': { images: [file('p', 'temp')] }, '7': { images: [file('q')] } };
    expect(toEndedState(entry({ outputs }), place)).toMatchObject({ output: { urls: ['output/q'] } });
  });

  it('tells an interrupted run from a failed one, whose reason it names', () => {
    expect(toEndedState(failed(['execution_start', {}], ['execution_interrupted', {}]), place)).toEqual({
      status: 'cancelled',
    });
    expect(toEndedState(failed(['execution_error', error]), place)).toEqual({
      status: 'failed',
      reason: 'node 3 (KSampler): OutOfMemoryError: too big',
    });
  });

  it('says what to do when a graph saved nothing', () => {
    expect(() => toEndedState(entry({ outputs: { '9': {} } }), place)).toThrow(
      /node 9 of the graph saved no picture/,
    );
  });
});

describe('toHistoryEntry', () => {
  const job = (change: Partial<ComfyJob>): ComfyJob => ({ id: 'p', status: 'completed', ...change });
  it.each([
    [
      job({ outputs: { '9': { images: [file('a')] } } }),
      { status: 'completed', output: { urls: ['output/a'] } },
    ],
    [job({ status: 'cancelled' }), { status: 'cancelled' }],
    [
      job({ status: 'failed', execution_error: error }),
      { status: 'failed', reason: expect.stringContaining('too big') },
    ],
    [
      job({
        status: 'failed',
        execution_status: { status_str: 'error', messages: [['execution_interrupted', {}]] },
      }),
      { status: 'cancelled' },
    ],
  ])('makes of a job what its history says', (told, state) => {
    expect(toEndedState(toHistoryEntry(told), place)).toEqual(state);
  });
});
