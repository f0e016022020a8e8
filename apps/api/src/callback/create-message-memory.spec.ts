import { createMessageMemory } from './create-message-memory';

const take = (): Promise<string> => Promise.resolve('taken');

describe('createMessageMemory', () => {
  it('takes a message once, also when it comes twice at the same time', async () => {
    const memory = createMessageMemory();
    const outcomes = await Promise.all([memory.once('a', take), memory.once('a', take)]);
    expect([...outcomes, await memory.once('a', take), await memory.once('b', take)]).toEqual([
      'taken',
      'repeated',
      'repeated',
      'taken',
    ]);
  });

  it('takes a message again that could not be taken', async () => {
    const memory = createMessageMemory();
    await expect(memory.once('a', () => Promise.reject(new Error('engine away')))).rejects.toThrow();
    await expect(memory.once('a', take)).resolves.toBe('taken');
  });

  it('knows nothing of messages without an id', async () => {
    const memory = createMessageMemory();
    for (let time = 0; time < 2; time += 1) await expect(memory.once(undefined, take)).resolves.toBe('taken');
  });

  it('forgets a message when its signature holds no more', async () => {
    let nowMs = 0;
    const memory = createMessageMemory(() => nowMs);
    await memory.once('a', take);
    nowMs = 599_999;
    await expect(memory.once('a', take)).resolves.toBe('repeated');
    nowMs = 600_000;
    await expect(memory.once('a', take)).resolves.toBe('taken');
  });
});
