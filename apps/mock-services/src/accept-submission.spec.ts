import { once } from 'node:events';
import { connect } from 'node:net';
import { imageBody } from '../test/proxy-client';
import { useMocks } from '../test/use-mocks';

const mocks = useMocks();

/** Sends a submission over a socket of its own, so that the test can hang up. */
async function submitAndHangUp(key: string): Promise<void> {
  const { port } = new URL(mocks.services.imageUrl);
  const body = JSON.stringify(imageBody);
  const socket = connect(Number(port), '127.0.0.1');
  const head = [
    'POST /img/submit HTTP/1.1',
    'Host: mock',
    'Content-Type: application/json',
    `Idempotency-Key: ${key}`,
  ];
  await new Promise<void>((resolve) => {
    socket.write(`${head.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`, () => {
      resolve();
    });
  });
  // Two answers later the server has certainly read the submission.
  await mocks.image.send('GET', '/health');
  await mocks.image.send('GET', '/health');
  socket.destroy();
  await once(socket, 'close');
}

describe('faults of a submission', () => {
  it('drops the connection before acceptance: nothing is registered', async () => {
    mocks.services.setFaults({ drop_before_accept_rate: 1 });
    await expect(mocks.image.submit(imageBody, 'k')).rejects.toThrow();
    expect((await mocks.image.lookUp('k')).status).toBe(404);
    expect(mocks.services.imageStats().submissions).toBe(0);
  });

  it('drops the connection after acceptance: one job, which the retry with the same key gets', async () => {
    mocks.services.setFaults({ drop_after_accept_rate: 1 });
    await expect(mocks.image.submit(imageBody, 'k')).rejects.toThrow();
    const found = await mocks.image.lookUp('k');
    expect(found.status).toBe(200);
    mocks.services.setFaults({ drop_after_accept_rate: 0 });
    const retried = await mocks.image.submit(imageBody, 'k');
    expect([retried.status, retried.body['job_id']]).toEqual([200, found.body['job_id']]);
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 1, distinct_keys: 1 });
  });

  it('registers nothing when the client leaves during the wait before acceptance', async () => {
    mocks.services.setFaults({ submit_delay_before_accept_ms: 150 });
    await submitAndHangUp('gone');
    // This one waits as long and began later, so the wait of the first is over when it is answered.
    expect((await mocks.image.submit(imageBody, 'stays')).status).toBe(202);
    expect((await mocks.image.lookUp('gone')).status).toBe(404);
    expect(mocks.services.imageStats().submissions).toBe(1);
  });

  it('keeps the job when the client leaves during the wait after acceptance', async () => {
    mocks.services.setFaults({ submit_delay_after_accept_ms: 600_000 });
    await submitAndHangUp('gone');
    expect((await mocks.image.lookUp('gone')).status).toBe(200);
  });

  it('answers 429 with Retry-After', async () => {
    mocks.services.setFaults({ rate_limit_rate: 1 });
    const { status, headers } = await mocks.image.submit(imageBody);
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
  });

  it('answers 5xx and registers nothing', async () => {
    mocks.services.setFaults({ submit_error_rate: 1 });
    expect((await mocks.image.submit(imageBody, 'k')).status).toBeGreaterThanOrEqual(500);
    expect((await mocks.image.lookUp('k')).status).toBe(404);
  });

  it('ignores the key when told to, and has no /jobs route then', async () => {
    mocks.services.setFaults({ ignore_idempotency: true });
    const [one, other] = [
      await mocks.image.submitJob(imageBody, 'k'),
      await mocks.image.submitJob(imageBody, 'k'),
    ];
    expect(one).not.toBe(other);
    const lookup = await mocks.image.lookUp('k');
    expect([lookup.status, lookup.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('text/html'),
    ]);
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 2, distinct_keys: 1 });
  });

  it('strikes the same keys whatever the order of the submissions', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`);
    const refusedOf = async (order: string[]) => {
      await mocks.services.reset({ faults: { submit_error_rate: 0.4 }, seed: 5 });
      const statuses = await Promise.all(
        order.map(async (key) => [key, (await mocks.image.submit(imageBody, key)).status]),
      );
      return statuses
        .filter(([, status]) => Number(status) >= 500)
        .map(([key]) => key)
        .sort();
    };
    const refused = await refusedOf(keys);
    expect(refused.length).toBeGreaterThan(3);
    expect(refused.length).toBeLessThan(27);
    expect(await refusedOf([...keys].reverse())).toEqual(refused);
  });
});
