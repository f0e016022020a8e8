import type { RequestHandler } from 'express';
import { createComfySide, type ComfySide } from './comfyui/create-comfy-side';
import { createFalImages } from './fal/create-fal-images';
import { createFalRoutes } from './fal/create-fal-routes';
import { createFalSigner } from './fal/create-fal-signer';
import { createFalVideos } from './fal/create-fal-videos';
import { createFaultBook, type FaultBook } from './fault-book';
import { createFaultDice } from './fault-dice';
import type { Faults, ServiceName } from './faults';
import { createImageProtocol } from './image-protocol';
import { createInFlightMeter } from './in-flight-meter';
import { createKlingImages } from './kling/create-kling-images';
import { createKlingRoutes } from './kling/create-kling-routes';
import { createKlingVideos } from './kling/create-kling-videos';
import { openJournal } from './journal';
import type { MediaStore } from './media-store';
import type { LogMockEvent } from './mock-event';
import type { MockOptions } from './mock-options';
import { createMockServiceFactory, type MockService } from './mock-service';
import type { VideoRenderer } from './render-video';
import { createLightStudio, createStudio, lightPrefix } from './studio';
import { createVideoProtocol } from './video-protocol';

/** Both services without their servers. */
export interface MockCore {
  readonly image: MockService;
  readonly video: MockService;
  /** Routes of the services themselves, beside those of their proxies. */
  readonly natives: Record<ServiceName, readonly RequestHandler[]>;
  /** ComfyUI behind the image service. */
  readonly comfy: ComfySide;
  readonly faults: FaultBook;
  readonly reset: (to?: { faults?: Faults | undefined; seed?: number | undefined }) => Promise<void>;
  readonly warmUp: () => Promise<void>;
  /** Stops all jobs and callbacks. */
  readonly stopWork: () => void;
}

export interface MockCoreParts {
  readonly options: MockOptions;
  readonly store: MediaStore;
  readonly renderer: VideoRenderer;
  readonly log: LogMockEvent;
}

export function createMockCore({ options, store, renderer, log }: MockCoreParts): MockCore {
  const studio = options.light ? createLightStudio(store, renderer) : createStudio(store, renderer);
  const faults = createFaultBook(options.faults);
  const dice = createFaultDice(options.seed);
  const everywhere = createInFlightMeter();
  const journal = openJournal(options.stateDir);
  const createMockService = createMockServiceFactory({ options, faults, dice, everywhere, journal, log });
  const image = createMockService(createImageProtocol(studio), options.imageSeconds);
  const video = createMockService(createVideoProtocol(studio, options.maxSide), options.videoSeconds);
  const both = [image, video];
  const { imageSeconds: promptSeconds } = options;
  const comfy = createComfySide({ service: image, studio, store, promptSeconds, journal });
  const signer = createFalSigner();
  const fal = {
    image: createFalRoutes({ service: image, protocol: createFalImages(studio), signer }),
    video: createFalRoutes({ service: video, protocol: createFalVideos(studio, options.maxSide), signer }),
  };
  const natives = {
    image: [createKlingRoutes(image, createKlingImages(studio)), fal.image, comfy.routes],
    video: [createKlingRoutes(video, createKlingVideos(studio, options.maxSide)), fal.video],
  };

  const stopWork = () => {
    for (const { runner, announcer } of both) {
      runner.stopAll();
      announcer.reset();
    }
    comfy.reset();
  };
  return {
    image,
    video,
    natives,
    comfy,
    faults,
    stopWork,
    async reset(to = {}) {
      stopWork();
      for (const { ledger, faults: own } of both) {
        ledger.clear();
        own.forgetStruck();
      }
      everywhere.reset();
      faults.reset(to.faults ?? {});
      dice.reset(to.seed);
      await store.clear((name) => name.startsWith(lightPrefix));
    },
    async warmUp() {
      // What fails here fails again, and is told, when a job wants it.
      await studio.warmUp?.(options.maxSide).catch(() => undefined);
    },
  };
}
