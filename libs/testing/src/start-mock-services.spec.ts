import { startMockServices } from './start-mock-services';

describe('startMockServices', () => {
  it('starts both services on free ports, and steers them by their admin routes', async () => {
    const mocks = await startMockServices({ faults: { fail_first: 1 } });
    try {
      expect(mocks.imageUrl).not.toBe(mocks.videoUrl);
      await mocks.setFaults({ image: { latency_ms: 1 } });
      await mocks.reset();
      await expect(mocks.stats('video')).resolves.toMatchObject({ submissions: 0, in_flight: 0 });
      await expect(mocks.ledger('image')).resolves.toEqual([]);
      await expect(mocks.setFaults({ no_such_fault: 1 })).rejects.toThrow(/\/admin\/faults answered 4\d\d/);
    } finally {
      await mocks.stop();
    }
  });
});
