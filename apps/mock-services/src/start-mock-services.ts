import { createServiceApp } from './create-service-app';
import { createFaultBook } from './fault-book';
import { createFaultDice } from './fault-dice';
import { faultsSchema, type Faults } from './faults';
import { createImageProtocol } from './image-protocol';
import { createInFlightMeter } from './in-flight-meter';
import { listen } from './listen';
import { createMediaStore } from './media-store';
import type { LogMockEvent } from './mock-event';
import { mockOptionsSchema, type MockOptions } from './mock-options';
import { createMockServiceFactory, type MockService } from './mock-service';
import { createVideoRenderer } from './render-video';
import { createLightStudio, createStudio, lightPrefix } from './studio';
import type { ServiceStats } from './task-ledger';
import { createVideoProtocol } from './video-protocol';

/** The two running mocks. URLs are without a slash at their end. */
export interface MockServices {
  readonly imageUrl: string;
  readonly videoUrl: string;
  /** Replaces the given faults and leaves the others, as `PUT /admin/faults` does. */
  setFaults(faults: Faults): void;
  /** Forgets jobs, counts and faults of both services, as `POST /admin/reset` does. */
  reset(to?: { faults?: Faults; seed?: number }): Promise<void>;
  imageStats(): ServiceStats;
  videoStats(): ServiceStats;
  /** In light mode: makes the files of the usual job ahead. */
  warmUp(): Promise<void>;
  /** Closes both servers, stops all jobs and removes the made files. May be called more than once. */
  stop(): Promise<void>;
}

/** Starts both mocks; see MockOptions for the defaults. Rejects with PortInUseError, and leaves nothing behind then. */
export async function startMockServices(
  given: Partial<MockOptions> = {},
  log: LogMockEvent = () => undefined,
): Promise<MockServices> {
  const options = mockOptionsSchema.parse(given);
  const store = await createMediaStore();
  const renderer = createVideoRenderer();
  const studio = options.light ? createLightStudio(store, renderer) : createStudio(store, renderer);
  const faults = createFaultBook(options.faults);
  const dice = createFaultDice(options.seed);
  const everywhere = createInFlightMeter();
  const createMockService = createMockServiceFactory({ options, faults, dice, everywhere, log });
  const image = createMockService(createImageProtocol(studio), options.imageSeconds);
  const video = createMockService(createVideoProtocol(studio, options.maxSide), options.videoSeconds);
  const both = [image, video];

  const stopWork = () => {
    for (const { runner, announcer } of both) {
      runner.stopAll();
      announcer.reset();
    }
  };
  const reset: MockServices['reset'] = async (to = {}) => {
    stopWork();
    for (const { ledger } of both) ledger.clear();
    everywhere.reset();
    faults.reset(to.faults ?? {});
    dice.reset(to.seed);
    await store.clear((name) => name.startsWith(lightPrefix));
  };
  const open = (service: MockService, port: number) => {
    const app = createServiceApp(service, { store, log, admin: { ledger: service.ledger, faults, reset } });
    return listen(service.protocol.service, app, { host: options.host, port });
  };
  /** In reverse order of creation. */
  const releases = [() => store.remove(), () => renderer.close()];
  const stop = async () => {
    stopWork();
    for (let release = releases.pop(); release !== undefined; release = releases.pop()) await release();
  };

  try {
    const imageListener = await open(image, options.imagePort);
    releases.push(() => imageListener.close());
    const videoListener = await open(video, options.videoPort);
    releases.push(() => videoListener.close());
    return {
      imageUrl: imageListener.url,
      videoUrl: videoListener.url,
      setFaults: (part) => {
        faults.change(faultsSchema.parse(part));
      },
      reset,
      imageStats: () => image.ledger.stats(),
      videoStats: () => video.ledger.stats(),
      warmUp: async () => {
        // What fails here fails again, and is told, when a job wants it.
        await studio.warmUp?.(options.maxSide).catch(() => undefined);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
