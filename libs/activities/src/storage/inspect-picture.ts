import { imageSize } from 'image-size';
import { readJpegSize } from './read-jpeg-size';

/** What a picture is by its content; `width` and `height` in pixels. */
export interface PictureFacts {
  mediaType: 'image/png' | 'image/jpeg';
  extension: 'png' | 'jpg';
  width: number;
  height: number;
}

/** What every video service takes. */
const PNG = { mediaType: 'image/png', extension: 'png' } as const;
const JPEG = { mediaType: 'image/jpeg', extension: 'jpg' } as const;

/** A few bytes may say that they unpack to gigabytes of pixels: those we hand the picture to would unpack them. */
const LONGEST_SIDE = 32_768;
const MOST_PIXELS = 100_000_000;

const isUsable = ({ width, height }: { width: number; height: number }): boolean =>
  Math.min(width, height) > 0 && Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;

const beginsWith = (bytes: Uint8Array, first: readonly number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte);

function readPngSize(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}

/**
 * Looks into a picture, whatever it is called; null for what is neither PNG nor JPEG, of no size, or of more than a hundred
 * million pixels. Its time does not grow with the picture.
 */
export function inspectPicture(bytes: Uint8Array): PictureFacts | null {
  const isPng = beginsWith(bytes, [0x89, 0x50, 0x4e, 0x47]);
  if (!isPng && !beginsWith(bytes, [0xff, 0xd8, 0xff])) return null;
  const size = isPng ? readPngSize(bytes) : readJpegSize(bytes);
  if (size === null || !isUsable(size)) return null;
  return { ...(isPng ? PNG : JPEG), width: size.width, height: size.height };
}
