import { PassThrough } from 'node:stream';
import { createReaderGoneSignal } from './reader-gone-signal';

const fail = (code: string) => Object.assign(new Error(code), { code });

describe('createReaderGoneSignal', () => {
  it('aborts when the reader has gone, as often as it is told', () => {
    const output = new PassThrough();
    const signal = createReaderGoneSignal(output);
    expect(signal.aborted).toBe(false);
    output.emit('error', fail('EPIPE'));
    output.emit('error', fail('EPIPE'));
    expect(signal.aborted).toBe(true);
  });

  it('takes no other error for that', () => {
    const output = new PassThrough();
    const signal = createReaderGoneSignal(output);
    expect(() => output.emit('error', fail('ENOSPC'))).toThrow('ENOSPC');
    expect(signal.aborted).toBe(false);
  });
});
