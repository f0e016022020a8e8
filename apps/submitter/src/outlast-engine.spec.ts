import { EngineUnavailableError } from '@genvideo/progress-client/direct';
import { createOutlastEngine } from './outlast-engine';

describe('createOutlastEngine', () => {
  it('tries until the engine is back, and says so once each way', async () => {
    const notices: string[] = [];
    const outlast = createOutlastEngine({
      notice: (text) => notices.push(text),
      signal: new AbortController().signal,
      pauseMs: 1,
    });
    let calls = 0;
    const answer = await outlast(() => {
      calls += 1;
      return calls < 4 ? Promise.reject(new EngineUnavailableError('UNAVAILABLE')) : Promise.resolve('here');
    });
    expect(answer).toBe('here');
    expect(notices).toEqual([expect.stringContaining('does not answer'), 'The engine is back.']);
  });

  it('passes on what is not about the engine being away', async () => {
    const outlast = createOutlastEngine({ notice: () => undefined, signal: new AbortController().signal });
    await expect(outlast(() => Promise.reject(new Error('other')))).rejects.toThrow('other');
  });

  it('gives up when the signal aborts', async () => {
    const controller = new AbortController();
    const outlast = createOutlastEngine({ notice: () => controller.abort(), signal: controller.signal });
    await expect(
      outlast(() => Promise.reject(new EngineUnavailableError('UNAVAILABLE'))),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
