import { open } from 'node:fs/promises';
import { imageSize } from 'image-size';
import { ALL_FORMATS, FilePathSource, Input, type InputVideoTrack } from 'mediabunny';
import type { Stage } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import { MissingFileError } from '../missing-file-error';

/** What a file is by its content: `width` and `height` in pixels, null when it does not say. */
export interface MediaFacts {
  mediaType: string;
  extension: string;
  width: number | null;
  height: number | null;
  /** Null for pictures. */
  motion: Motion | null;
}

/** How a video moves, null where its file does not tell. */
export interface Motion {
  framesPerSecond: number | null;
  durationSeconds: number | null;
}

const IMAGE_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

const VIDEO_EXTENSIONS: Record<string, string> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
};

/** Enough of a picture to hold its size, in bytes. */
const IMAGE_HEAD_BYTES = 512 * 1024;

/**
 * A few bytes may say that they unpack to gigabytes of pixels. We never unpack any; those we serve them to would. The
 * longest side that is ever asked for is 4,096.
 */
const LONGEST_SIDE = 32_768;

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(IMAGE_HEAD_BYTES), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function inspectImage(file: string): Promise<MediaFacts> {
  const { type, width, height } = imageSize(await readHead(file));
  const mediaType = IMAGE_TYPES[type ?? ''];
  if (!type || !mediaType) throw new TypeError(`pictures of type ${type ?? 'unknown'} are not taken`);
  if (Math.max(width, height) > LONGEST_SIDE)
    throw new TypeError(`it says that it has ${width} x ${height} pixels, which nobody could unpack`);
  return { mediaType, extension: type, width, height, motion: null };
}

/** Frames that are counted to know how many there are in a second. */
const COUNTED_FRAMES = 200;

/** What is not told by a file that can be played all the same is not known. */
async function readMotion(input: Input, track: InputVideoTrack): Promise<Motion> {
  const framesPerSecond = track.computePacketStats(COUNTED_FRAMES).then((stats) => stats.averagePacketRate);
  const read = await Promise.allSettled([framesPerSecond, input.computeDuration()]);
  const [fps = null, seconds = null] = read.map((each) => (each.status === 'fulfilled' ? each.value : null));
  return { framesPerSecond: fps, durationSeconds: seconds };
}

async function inspectVideo(file: string): Promise<MediaFacts> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(file) });
  try {
    const { mimeType: mediaType } = await input.getFormat();
    const extension = VIDEO_EXTENSIONS[mediaType];
    const track = await input.getPrimaryVideoTrack();
    if (!extension || !track) throw new TypeError(`a file of type ${mediaType} is not taken for one`);
    const motion = await readMotion(input, track);
    return { mediaType, extension, width: track.displayWidth, height: track.displayHeight, motion };
  } finally {
    input.dispose();
  }
}

/** How much of a text that came instead of a file is quoted, in characters. */
const QUOTED = 80;

/** Error pages come in place of files: what one says helps more than what it is not. Empty for other files. */
async function quoteText(file: string): Promise<string> {
  const words = (await readHead(file)).toString('latin1', 0, QUOTED).replaceAll(/\s+/g, ' ').trim();
  return /^[\x20-\x7e]+$/.test(words) ? `; it begins with ${JSON.stringify(words)}` : '';
}

/**
 * Looks into a downloaded file: the name and the header it came with prove nothing.
 * @throws GenerationError of type ContractViolation when it is not a picture or not a video; a MissingFileError when it is
 * text, as error pages are
 */
export async function inspectMedia(stage: Stage, file: string): Promise<MediaFacts> {
  try {
    return stage === 'image' ? await inspectImage(file) : await inspectVideo(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const words = await quoteText(file);
    const message = `What the provider made is no ${stage}: ${reason}${words}`;
    if (words !== '') throw new MissingFileError('ContractViolation', message, { cause: error });
    throw new GenerationError('ContractViolation', message, { cause: error });
  }
}
