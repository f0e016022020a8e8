import { sampleEvent } from '../test/sample-progress';
import { onlyForward } from './only-forward';
import type { ProgressEvent } from './progress-result';

async function* replay(events: readonly ProgressEvent[]): AsyncGenerator<ProgressEvent> {
  yield* events;
  await Promise.resolve();
}

describe('onlyForward', () => {
  it('tells nothing twice, never goes back, and ends with the job', async () => {
    const seen: number[] = [];
    const events = [10, 10, 40, 20, 40, 60, 100, 100].map((percent) => sampleEvent(percent));
    for await (const { progress } of onlyForward(replay(events))) seen.push(progress.percent);
    expect(seen).toEqual([10, 40, 60, 100]);
  });

  it('lets a change through that is none of percent', async () => {
    const first = sampleEvent(10);
    const second = { ...first, progress: { ...first.progress, message: 'Making the video: trying again' } };
    const seen: string[] = [];
    for await (const { progress } of onlyForward(replay([first, second]))) seen.push(progress.message);
    expect(seen).toEqual(['Making the video', 'Making the video: trying again']);
  });
});
