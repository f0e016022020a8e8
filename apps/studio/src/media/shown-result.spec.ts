import type { Asset } from '@genvideo/progress-client';
import { toAskedRatio, toShownResult } from './shown-result';

const asset = (kind: Asset['kind'], width: number | null, height: number | null): Asset => ({
  ...{ kind, url: `http://h/assets/j/${kind}`, sha256: '', size: 1, media_type: `${kind}/x` },
  ...{ width, height },
});

describe('toShownResult', () => {
  it('takes the shape of the video, and the picture to stand for it', () => {
    const shown = toShownResult([asset('image', 100, 100), asset('video', 160, 90)], null);
    expect(shown.ratio).toBeCloseTo(16 / 9);
    expect(shown.cover?.kind).toBe('image');
    expect(shown.video?.kind).toBe('video');
  });

  it('goes by what was asked for while files do not tell', () => {
    expect(toShownResult([asset('image', null, null)], { width: 200, height: 100 }).ratio).toBe(2);
    expect(toShownResult([], { resolution: '720x1280' }).ratio).toBeCloseTo(9 / 16);
  });

  it('bears panoramas and broken input', () => {
    expect(toShownResult([asset('image', 4096, 64)], null).ratio).toBe(3);
    expect(toShownResult([], { width: 'wide', resolution: 'x' }).ratio).toBe(1);
  });
});

describe('toAskedRatio', () => {
  it('is null where nobody asked for a shape', () => {
    expect(toAskedRatio(null)).toBeNull();
    expect(toAskedRatio({ prompt: 'a fox' })).toBeNull();
  });
});
