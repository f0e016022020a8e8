import type { Poster } from './draw-poster';
import { fitVideoSize } from './fit-video-size';
import { createMadeMedia } from './made-media';
import type { MediaStore } from './media-store';
import { renderImage } from './render-image';
import type { VideoRenderer, VideoRequest } from './render-video';
import type { MediaFile } from './task';

/** Light files are shared by all jobs, so they outlive a reset. */
export const lightPrefix = 'light-';

/** Makes the files of tasks and stores them. */
export interface Studio {
  makeImage(name: string, taskId: string, poster: Poster): Promise<MediaFile>;
  makeVideo(taskId: string, request: VideoRequest, signal: AbortSignal): Promise<MediaFile>;
  /** Makes ahead what most jobs will want. `maxSide` is in pixels. */
  warmUp?(maxSide: number): Promise<void>;
}

export function createStudio(store: MediaStore, renderer: VideoRenderer): Studio {
  return {
    async makeImage(name, taskId, poster) {
      const storedAs = `${taskId}-${name}`;
      await store.write(storedAs, await renderImage(poster));
      return { name, storedAs, contentType: 'image/png', width: poster.width, height: poster.height };
    },
    async makeVideo(taskId, request, signal) {
      const { mp4, width, height } = await renderer.render(request, signal);
      const storedAs = `${taskId}.mp4`;
      await store.write(storedAs, mp4);
      return { name: 'video.mp4', storedAs, contentType: 'video/mp4', width, height };
    },
  };
}

/** Size and length of the job that is submitted with nothing but a prompt. */
const usual = { width: 1024, height: 1024, durationSeconds: 5, framesPerSecond: 24 };

/** Light mode: one file per size and length serves every job, and image_url is not downloaded. */
export function createLightStudio(store: MediaStore, renderer: VideoRenderer): Studio {
  const studio = createStudio(store, renderer);
  const made = createMadeMedia();
  const never = new AbortController().signal;
  const showPoster = ({ width, height }: { width: number; height: number }): Poster => {
    return { prompt: 'GenVideo light mock', style: 'made once per size', width, height, seed: 1 };
  };
  const light: Studio = {
    async makeImage(name, _taskId, { width, height }) {
      const kind = `${lightPrefix}${width}x${height}`;
      const file = await made.once(kind, () =>
        studio.makeImage('image.png', kind, showPoster({ width, height })),
      );
      return { ...file, name };
    },
    makeVideo(_taskId, request) {
      const { maxSide } = request;
      const size = fitVideoSize(request.size ?? { width: maxSide, height: maxSide }, maxSide);
      const { durationSeconds, framesPerSecond } = request;
      const kind = `${lightPrefix}${size.width}x${size.height}-${durationSeconds}s-${framesPerSecond}fps`;
      return made.once(kind, async () => {
        const imageBytes = await renderImage(showPoster(size));
        return studio.makeVideo(kind, { ...request, size, imageBytes }, never);
      });
    },
    async warmUp(maxSide) {
      await light.makeImage('image-1.png', '', showPoster(usual));
      await light.makeVideo('', { ...usual, imageUrl: '', size: undefined, maxSide }, never);
    },
  };
  return light;
}
