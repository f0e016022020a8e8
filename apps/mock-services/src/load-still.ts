import sharp from 'sharp';
import { fitVideoSize, type Size } from './fit-video-size';

/** How much larger than the video the picture is kept, so that zooming in stays sharp. */
const zoomReserve = 1.2;
const downloadTimeoutMs = 15_000;

/** A picture as RGBA bytes. */
export interface Still extends Size {
  readonly rgba: Uint8Array;
}

/** Which picture, and the video it is for; `size` is as asked, before `maxSide` (pixels) scales it down. */
export interface StillRequest {
  readonly imageUrl: string;
  readonly size: Size | undefined;
  readonly maxSide: number;
}

/** Downloads an image. Rejects with the reason in words. */
export async function downloadImage(imageUrl: string, signal: AbortSignal): Promise<Buffer> {
  try {
    const response = await fetch(imageUrl, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`image_url could not be downloaded: GET ${imageUrl}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Decodes a picture and cuts it to the video's shape. Rejects with the reason in words. */
export async function decodeStill(
  bytes: Uint8Array,
  { imageUrl, size, maxSide }: StillRequest,
): Promise<Still & { video: Size }> {
  try {
    const picture = sharp(bytes).autoOrient();
    const { autoOrient: pictureSize } = await picture.metadata();
    const video = fitVideoSize(size ?? pictureSize, maxSide);
    const { data, info } = await picture
      .resize({
        width: Math.round(video.width * zoomReserve),
        height: Math.round(video.height * zoomReserve),
        fit: 'cover',
      })
      .flatten()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { rgba: data, width: info.width, height: info.height, video };
  } catch (error) {
    throw new Error(`image_url is not a picture that can be read: ${imageUrl}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** fetch says why it failed in the cause of its error. */
function reasonOf(error: unknown): string {
  return getMessage(getField(error, 'cause')) ?? getMessage(error) ?? String(error);
}

function getMessage(error: unknown): string | undefined {
  const message = getField(error, 'message');
  return typeof message === 'string' ? message : undefined;
}

function getField(value: unknown, name: 'cause' | 'message'): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
