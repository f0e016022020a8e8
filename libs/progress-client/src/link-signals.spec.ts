import { getEventListeners } from 'node:events';
import { linkSignals } from './link-signals';

describe('linkSignals', () => {
  it('aborts with the first of its signals, and for the same reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const { signal } = linkSignals([first.signal, undefined, second.signal]);
    second.abort('enough');
    first.abort('too late');
    expect(signal.reason).toBe('enough');
  });

  it('is aborted from the start when one of its signals is', () => {
    expect(linkSignals([AbortSignal.abort('before')]).signal).toMatchObject({
      aborted: true,
      reason: 'before',
    });
  });

  it('leaves nothing behind at its signals once it is unlinked', () => {
    const { signal } = new AbortController();
    const linked = linkSignals([signal]);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    linked.unlink();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
