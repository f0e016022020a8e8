import { createSampleProgress } from '../../test/followed-sample';
import { toBarLine } from './to-bar-line';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const toLine = (change: Parameters<typeof createSampleProgress>[0]): string =>
  toBarLine('kite-1', createSampleProgress(change), NOW);

describe('toBarLine', () => {
  it('shows stage, percent and how long it takes yet', () => {
    expect(
      toLine({
        step: 'video',
        status: 'running',
        percent: 50,
        message: 'Making the video',
        estimated_completion: '2026-01-01T00:01:05.000Z',
      }),
    ).toBe('████████████░░░░░░░░░░░░  50 %  video  1 m 05 s left  kite-1  Making the video');
  });

  it('says that a stage is tried again, and why', () => {
    const line = toLine({
      step: 'image',
      status: 'retrying',
      percent: 3,
      message: 'Making the image, try 2 of 4',
      error_message: 'out of memory',
    });
    expect(line).toMatch(
      / 3 % {2}image, retrying {2}kite-1 {2}Making the image, try 2 of 4 \(out of memory\)$/,
    );
  });

  it('says where the file is, and of what is over, no time left', () => {
    const line = toLine({
      step: 'completed',
      status: 'completed',
      percent: 100,
      message: 'Completed',
      asset_url: 'http://127.0.0.1/video.mp4',
      estimated_completion: '2026-01-01T00:01:05.000Z',
    });
    expect(line).toBe(
      '████████████████████████ 100 %  completed  kite-1  Completed  http://127.0.0.1/video.mp4',
    );
  });

  it('promises nothing once the estimate has passed', () => {
    const change = { status: 'running', estimated_completion: '2025-12-31T23:59:59.000Z' } as const;
    expect(toLine({ step: 'video', ...change })).not.toContain('left');
  });
});
