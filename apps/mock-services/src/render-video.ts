import { availableParallelism } from 'node:os';
import { createEncoder } from './encoder';
import type { Size } from './fit-video-size';
import { createLaneQueue } from './lane-queue';
import { decodeStill, downloadImage, type StillRequest } from './load-still';

/** A video to make of one image. */
export interface VideoRequest extends StillRequest {
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  /** The image, when it is at hand; else `imageUrl` is downloaded. */
  readonly imageBytes?: Uint8Array;
}

/** A made MP4 with its real size in pixels. */
export interface RenderedVideo extends Size {
  readonly mp4: Uint8Array;
}

/** Makes videos in one or two threads; more requests wait their turn. */
export interface VideoRenderer {
  render(request: VideoRequest, signal: AbortSignal): Promise<RenderedVideo>;
  close(): Promise<void>;
}

/** Two threads only where four cores leave room for them. */
const threads = availableParallelism() >= 4 ? 2 : 1;

export function createVideoRenderer(): VideoRenderer {
  const encoders = Array.from({ length: threads }, createEncoder);
  const queue = createLaneQueue(encoders);
  return {
    render: (request, signal) =>
      queue.run(signal, async (encoder) => {
        const bytes = request.imageBytes ?? (await downloadImage(request.imageUrl, signal));
        const { video, ...still } = await decodeStill(bytes, request);
        signal.throwIfAborted();
        const { framesPerSecond } = request;
        const frames = Math.max(1, Math.round(request.durationSeconds * framesPerSecond));
        const mp4 = await encoder.encode({ still, video, frames, framesPerSecond });
        return { mp4, ...video };
      }),
    async close() {
      await Promise.all(encoders.map((encoder) => encoder.close()));
    },
  };
}
