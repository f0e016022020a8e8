import { imageSize } from 'image-size';

/** What a picture is by its content; `width` and `height` in pixels. */
export interface PictureFacts {
  mediaType: 'image/png' | 'image/jpeg';
  extension: 'png' | 'jpg';
  width: number;
  height: number;
}

/** What every video service takes. */
const TYPES = {
  png: { mediaType: 'image/png', extension: 'png' },
  jpg: { mediaType: 'image/jpeg', extension: 'jpg' },
} as const;

/** A few bytes may say that they unpack to gigabytes of pixels: those we hand the picture to would unpack them. */
const LONGEST_SIDE = 32_768;

const isSide = (pixels: number): boolean => pixels > 0 && pixels <= LONGEST_SIDE;

const isTaken = (type: string | undefined): type is keyof typeof TYPES => type !== undefined && type in TYPES;

/** Looks into a picture, whatever it is called; null for what is neither PNG nor JPEG, or of no size. */
export function inspectPicture(bytes: Uint8Array): PictureFacts | null {
  try {
    const { type, width, height } = imageSize(bytes);
    return isTaken(type) && isSide(width) && isSide(height) ? { ...TYPES[type], width, height } : null;
  } catch {
    return null;
  }
}
