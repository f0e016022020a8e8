import { GenerationError } from '../../generation-error';
import { readOnceMore } from './read-once-more';

const stumble = new GenerationError('ServiceUnavailable', '502', { ambiguous: true, httpStatus: 502 });
const signal = new AbortController().signal;

/** Fails so many times, then answers; counts how often it is asked. */
function createRead(failures: readonly Error[]) {
  let asked = 0;
  const read = (): Promise<number> => {
    const failure = failures[asked];
    asked += 1;
    return failure ? Promise.reject(failure) : Promise.resolve(asked);
  };
  return { read, asked: () => asked };
}

describe('readOnceMore', () => {
  it('asks once more after a hiccup, and not a third time', async () => {
    await expect(readOnceMore(createRead([stumble]).read, signal)).resolves.toBe(2);
    const { read, asked } = createRead([stumble, stumble]);
    await expect(readOnceMore(read, signal)).rejects.toBe(stumble);
    expect(asked()).toBe(2);
  });

  it('asks three times more where the answer breaks the protocol, and says so in the end', async () => {
    const broken = new GenerationError('ContractViolation', 'a page');
    await expect(readOnceMore(createRead([broken, broken, broken]).read, signal)).resolves.toBe(4);
    const { read, asked } = createRead(Array<Error>(9).fill(broken));
    await expect(readOnceMore(read, signal)).rejects.toBe(broken);
    expect(asked()).toBe(4);
  });

  it.each([
    ['nobody listens', new GenerationError('ServiceUnavailable', 'ECONNREFUSED')],
    ['the server refuses', new GenerationError('NotFound', '404', { httpStatus: 404 })],
    ['something unforeseen happens', new Error('bug')],
  ])('does not where %s', async (_title, error) => {
    const { read, asked } = createRead([error]);
    await expect(readOnceMore(read, signal)).rejects.toBe(error);
    expect(asked()).toBe(1);
  });

  it('does not for somebody who waits no longer', async () => {
    const { read, asked } = createRead([stumble]);
    await expect(readOnceMore(read, AbortSignal.abort())).rejects.toBe(stumble);
    expect(asked()).toBe(1);
  });
});
