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

  it('asks and sets every server of several', async () => {
    const second = await startMockServices();
    try {
      const image = `${services.imageUrl}/,${second.imageUrl}`;
      const admin = createMockAdmin({ image, video: services.videoUrl });
      await admin.reset({ failure_rate: 0.5 }, 7);
      await admin.setFaults({ latency_ms: 1 });
      const seen = await fetch(`${second.videoUrl}/admin/faults`);
      expect(await seen.json()).toMatchObject({ failure_rate: 0.5, latency_ms: 1 });
      const body = JSON.stringify({ prompt: 'x', style: 's', width: 64, height: 64 });
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'k' };
      await fetch(`${second.imageUrl}/img/submit`, { method: 'POST', headers, body });
      expect((await admin.ledger()).map(({ idempotency_key: key }) => key)).toEqual(['k']);
      expect((await admin.stats()).map(({ submissions }) => submissions)).toEqual([0, 1, 0]);
    } finally {
      await second.stop();
    }
  });

  it('tells mocks from what is none', async () => {
    expect(await findMocks({ image: services.imageUrl, video: services.videoUrl })).not.toBeNull();
    expect(await findMocks({ image: services.imageUrl, video: 'http://127.0.0.1:1' })).toBeNull();
  });
});
