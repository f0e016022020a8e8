import { startMockServices, type MockServices } from '@genvideo/testing';
import { calibrateMocks } from './calibrate-mocks';
import { createMockAdmin, findMocks } from './mock-admin';

describe('calibrateMocks', () => {
  let services: MockServices;
  beforeAll(async () => {
    services = await startMockServices({ imageSeconds: 1, videoSeconds: 1.5 });
  });
  afterAll(() => services.stop());

  it('finds out what jobs take at the mocks', async () => {
    const urls = { image: services.imageUrl, video: services.videoUrl };
    const { signal } = new AbortController();
    const base = await calibrateMocks({
      mocks: createMockAdmin(urls),
      urls,
      keys: { image: null, video: null },
      signal,
    });
    // A timer may be late on a busy machine, and shows four times as much.
    expect(base.image).toBeGreaterThanOrEqual(1);
    expect(base.image).toBeLessThan(1.4);
    expect(base.video).toBeGreaterThanOrEqual(1.5);
  });

  it('tells mocks from what is none', async () => {
    expect(await findMocks({ image: services.imageUrl, video: services.videoUrl })).not.toBeNull();
    expect(await findMocks({ image: services.imageUrl, video: 'http://127.0.0.1:1' })).toBeNull();
  });
});
