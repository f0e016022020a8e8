import type { Order } from '@genvideo/models';
import type { StoredMedia } from '../storage/store-media';

/** What differs by less is the same to whoever looks: 29.97 frames a second for 30, a video that ends a frame later. */
const SAME_FRAMES_PER_SECOND = 0.5;
const SAME_SECONDS = 0.5;

interface Size {
  width: number | null;
  height: number | null;
}

const toSize = ({ width, height }: Size): string => `${width}x${height}`;

const toNumber = (value: number): string => String(Number(value.toFixed(2)));

const isOther = (made: number | null | undefined, asked: number | null, tolerance: number): made is number =>
  typeof made === 'number' && asked !== null && Math.abs(made - asked) > tolerance;

const hasOtherSize = ({ asset }: StoredMedia, order: Order): boolean =>
  asset.width !== null && asset.height !== null && toSize(asset) !== toSize(order);

const join = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');

function describePictures(order: Order, made: readonly StoredMedia[]): string[] {
  const others = made.filter((each) => hasOtherSize(each, order)).map(({ asset }) => toSize(asset));
  const sizes = [...new Set(others)].join(', ');
  const missing = made.length < order.num_images;
  return [
    ...(missing ? [`${made.length} of ${order.num_images} pictures were made.`] : []),
    ...(sizes === ''
      ? []
      : [`${made.length === 1 ? 'The picture is' : 'Pictures are'} ${sizes} instead of ${toSize(order)}.`]),
  ];
}

function describeVideo(order: Order, video: StoredMedia): string[] {
  const { framesPerSecond: fps, durationSeconds: seconds } = video.motion ?? {};
  const differences = [
    ...(hasOtherSize(video, order) ? [`is ${toSize(video.asset)} instead of ${toSize(order)}`] : []),
    ...(isOther(fps, order.fps, SAME_FRAMES_PER_SECOND)
      ? [`has ${toNumber(fps)} frames a second instead of ${order.fps}`]
      : []),
    ...(isOther(seconds, order.duration, SAME_SECONDS)
      ? [`lasts ${toNumber(seconds)} s instead of ${toNumber(order.duration)} s`]
      : []),
  ];
  return differences.length === 0 ? [] : [`The video ${join(differences)}.`];
}

/**
 * What was made otherwise than it was asked for, as the files themselves show it: providers round sizes, know few frame
 * rates and lengths, and say so nowhere.
 * @returns sentences for people, null when everything is as it was asked for
 */
export function describeDifferences(order: Order, media: readonly StoredMedia[]): string | null {
  const made = media.filter(({ asset }) => asset.kind === order.job_type);
  const [video] = made;
  const sentences =
    order.job_type === 'image' ? describePictures(order, made) : video ? describeVideo(order, video) : [];
  return sentences.length === 0 ? null : sentences.join(' ');
}
