import { toOrder, type Asset } from '@genvideo/models';
import { parseRequest } from '@genvideo/models/schemas';
import type { Motion } from '../storage/inspect-media';
import { describeDifferences } from './describe-differences';

const base = { prompt: 'a red fox', user_id: 'ann' };

const toMedia = (asset: Pick<Asset, 'kind'> & Partial<Asset>, motion: Motion | null = null) => ({
  asset: { url: '', sha256: '', size: 1, media_type: '', width: null, height: null, ...asset },
  motion,
});

const picture = (width: number, height: number) => toMedia({ kind: 'image', width, height });

const video = (size: string, framesPerSecond: number | null, durationSeconds: number | null) => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return toMedia({ kind: 'video', width, height }, { framesPerSecond, durationSeconds });
};

describe('describeDifferences', () => {
  const pictures = (request: object) => toOrder(parseRequest('image', { ...base, ...request }));
  const film = (request: object) => toOrder(parseRequest('video', { ...base, ...request }));

  it('says nothing when all is as it was asked for, or nothing is known', () => {
    expect(describeDifferences(pictures({}), [picture(1024, 1024)])).toBeNull();
    expect(describeDifferences(film({}), [video('1920x1080', 29.97, 10.04)])).toBeNull();
    expect(describeDifferences(film({}), [video('1920x1080', null, null)])).toBeNull();
    expect(describeDifferences(film({}), [toMedia({ kind: 'video' })])).toBeNull();
  });

  it('does not mind the picture that a video was made from', () => {
    const media = [picture(64, 64), video('1920x1080', 30, 10)];
    expect(describeDifferences(film({}), media)).toBeNull();
  });

  it('leaves frames per second to the provider where none were asked for', () => {
    const order = toOrder(parseRequest('job', { ...base, width: 64, height: 64 }));
    expect(describeDifferences(order, [video('64x64', 24, 5)])).toBeNull();
  });

  it.each([
    [{ num_images: 3 }, [picture(1024, 1024)], '1 of 3 pictures were made.'],
    [{}, [picture(512, 512)], 'The picture is 512x512 instead of 1024x1024.'],
    [{ num_images: 2 }, [picture(512, 512), picture(512, 512)], 'Pictures are 512x512 instead of 1024x1024.'],
  ])('tells what differs of pictures: %j', (request, media, expected) => {
    expect(describeDifferences(pictures(request), media)).toBe(expected);
  });

  it.each([
    ['512x288', 30, 10, 'The video is 512x288 instead of 1920x1080.'],
    ['1920x1080', 24, 10, 'The video has 24 frames a second instead of 30.'],
    [
      '512x288',
      23.976,
      5,
      'The video is 512x288 instead of 1920x1080, has 23.98 frames a second instead of 30 and lasts 5 s instead of 10 s.',
    ],
  ])('tells what differs of a video: %s at %d for %d s', (...[size, fps, seconds, expected]) => {
    expect(describeDifferences(film({}), [video(size, fps, seconds)])).toBe(expected);
  });
});
