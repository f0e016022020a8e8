import type { MockOptions } from '../src/mock-options';
import { startMockServices, type MockServices } from '../src/start-mock-services';
import { ProxyClient } from './proxy-client';

/** The mocks of a spec file; read the fields inside of tests only. */
export interface MocksInUse {
  readonly services: MockServices;
  readonly image: ProxyClient;
  readonly video: ProxyClient;
}

/** Light mode, jobs of 20 ms, tiny videos, free ports. */
export const quickOptions = {
  imagePort: 0,
  videoPort: 0,
  imageSeconds: 0.02,
  videoSeconds: 0.02,
  maxSide: 32,
  light: true,
} satisfies Partial<MockOptions>;

/** Starts the mocks before the tests of a describe block, resets them before each and stops them in the end. */
export function useMocks(options: Partial<MockOptions> = {}): MocksInUse {
  let running: MocksInUse | undefined;
  beforeAll(async () => {
    const services = await startMockServices({ ...quickOptions, ...options });
    const image = new ProxyClient(services.imageUrl, '/img');
    const video = new ProxyClient(services.videoUrl, '/video');
    running = { services, image, video };
  });
  beforeEach(() => running?.services.reset(options.faults === undefined ? {} : { faults: options.faults }));
  afterAll(() => running?.services.stop());
  const get = (): MocksInUse => {
    if (running === undefined) throw new Error('The mocks run inside of tests only.');
    return running;
  };
  return {
    get services() {
      return get().services;
    },
    get image() {
      return get().image;
    },
    get video() {
      return get().video;
    },
  };
}
