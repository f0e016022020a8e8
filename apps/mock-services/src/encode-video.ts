import { createH264MP4Encoder } from 'h264-mp4-encoder';
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  Conversion,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { Size } from './fit-video-size';
import type { Still } from './load-still';
import { drawFrame } from './pan-zoom';

/** One video to encode: the camera moves over `still`. */
export interface EncodeOrder {
  readonly still: Still;
  /** Even sides. */
  readonly video: Size;
  readonly frames: number;
  readonly framesPerSecond: number;
}

const quantization = 26;
/** 0 (best) to 10 (fastest). */
const encoderSpeed = 8;

/** Encodes H.264 yuv420p in MP4, moov first. Blocks its thread for about a second per 70 frames of 512x512. */
export async function encodeVideo(order: EncodeOrder): Promise<Uint8Array> {
  return putMoovFirst(await encodeFrames(order));
}

async function encodeFrames({ still, video, frames, framesPerSecond }: EncodeOrder): Promise<Uint8Array> {
  const encoder = await createH264MP4Encoder();
  const file = 'video.mp4';
  try {
    encoder.width = video.width;
    encoder.height = video.height;
    encoder.frameRate = framesPerSecond;
    encoder.groupOfPictures = framesPerSecond;
    encoder.quantizationParameter = quantization;
    encoder.speed = encoderSpeed;
    encoder.outputFilename = file;
    encoder.initialize();
    const out = new Uint8Array(video.width * video.height * 4);
    for (let frame = 0; frame < frames; frame += 1) {
      drawFrame(still, { ...video, share: frames === 1 ? 0 : frame / (frames - 1), out });
      encoder.addFrameRgba(out);
    }
    encoder.finalize();
    return encoder.FS.readFile(file);
  } finally {
    encoder.delete();
  }
}

/** The encoder writes the index last; players that stream want it first. */
async function putMoovFirst(mp4: Uint8Array): Promise<Uint8Array> {
  const input = new Input({ source: new BufferSource(mp4), formats: ALL_FORMATS });
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const conversion = await Conversion.init({ input, output });
  await conversion.execute();
  if (target.buffer === null) throw new Error('The MP4 could not be rewritten with its index first.');
  return new Uint8Array(target.buffer);
}
