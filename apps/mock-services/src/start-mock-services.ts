import path from 'node:path';
import { createMockCore } from './create-mock-core';
import { createServiceApp } from './create-service-app';
import { faultsSchema, type Faults } from './faults';
import { listen, type Listener } from './listen';
import { createMediaStore } from './media-store';
import type { LogMockEvent } from './mock-event';
import { mockOptionsSchema, type MockOptions } from './mock-options';
import type { MockService } from './mock-service';
import { createVideoRenderer } from './render-video';
import type { ServiceStats } from './task-ledger';

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
  const { stateDir } = options;
  const store = await createMediaStore(stateDir && path.join(stateDir, 'media'));
  const renderer = createVideoRenderer();
  const core = createMockCore({ options, store, renderer, log });
  const { image, video, faults, reset, stopWork } = core;

  const releases: (() => Promise<void> | void)[] = [() => store.remove(), () => renderer.close(), stopWork];
  const stop = createStop(releases);
  const open = async (service: MockService, port: number) => {
    const admin = {
      ...{ ledger: service.ledger, struck: () => service.faults.struck(), faults, reset },
      restartComfy: () => core.comfy.restart(),
      vanish: (forMs: number) => listener.vanish(forMs),
    };
    const natives = core.natives[service.protocol.service];
    const app = createServiceApp(service, { store, log, admin, natives });
    const listener: Listener = await listen(service.protocol.service, app, { host: options.host, port });
    releases.push(() => listener.close());
    if (service === image) {
      listener.onUpgrade(core.comfy.upgrade);
      // Open sockets would keep the listener from closing.
      releases.push(() => core.comfy.restart());
    }
    return listener.url;
  };
  try {
    return {
      imageUrl: await open(image, options.imagePort),
      videoUrl: await open(video, options.videoPort),
      setFaults: (part) => {
        faults.change(faultsSchema.parse(part));
      },
      reset,
      imageStats: () => image.ledger.stats(),
      videoStats: () => video.ledger.stats(),
      warmUp: core.warmUp,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Releases in reverse order of creation, once, however often it is called. */
function createStop(releases: (() => Promise<void> | void)[]): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const releaseAll = async () => {
    for (const release of releases.reverse()) await release();
  };
  return () => (stopped ??= releaseAll());
}
