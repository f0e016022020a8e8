import { createResourceStack, eventually, startHttpServer } from '@genvideo/testing';
import { sampleEvent } from '../test/sample-progress';
import { CachedProgressClient, type CachedProgressClientOptions } from './cached-progress-client';

const resources = createResourceStack();
afterEach(() => resources.end());

/** A client of a server that tells one percent more each time; `failNext` makes it fail once. */
const serve = async (options: Partial<CachedProgressClientOptions> = {}) => {
  const server = { asked: [] as string[], failNext: false };
  const { url } = resources.add(
    await startHttpServer((request, response) => {
      const id = request.url?.split('/')[2] ?? '';
      server.asked.push(id);
      response.statusCode = server.failNext ? 422 : 200;
      server.failNext = false;
      response.end(JSON.stringify({ detail: 'No.', ...sampleEvent(server.asked.length, id) }));
    }),
  );
  const client = resources.add(new CachedProgressClient({ apiBaseUrl: url, ...options }));
  return { server, client };
};

describe('queryProgressCached', () => {
  it('shares one question among those who ask at once, and its answer with those who ask soon', async () => {
    const { client, server } = await serve();
    const results = await Promise.all([1, 2, 3].map(() => client.queryProgressCached('job-1')));
    results.push(await client.queryProgressCached('job-1'));
    expect(results.map(({ progress }) => progress?.percent)).toEqual([1, 1, 1, 1]);
    expect(server.asked).toEqual(['job-1']);
  });

  it('asks anew once the answer is old', async () => {
    const { client } = await serve({ cacheTtlSeconds: 0.05 });
    await client.queryProgressCached('job-1');
    await eventually(async () => (await client.queryProgressCached('job-1')).progress?.percent === 2, {
      what: 'another answer',
    });
  });

  it('does not remember failures', async () => {
    const { client, server } = await serve();
    server.failNext = true;
    expect(await client.queryProgressCached('job-1')).toMatchObject({ success: false });
    expect(await client.queryProgressCached('job-1')).toMatchObject({ success: true });
  });

  it('remembers so many jobs and no more', async () => {
    const { client, server } = await serve({ cacheSize: 2 });
    for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) await client.queryProgressCached(id);
    expect(server.asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('lets one who leaves leave alone', async () => {
    const { client, server } = await serve();
    const controller = new AbortController();
    const left = client.queryProgressCached('job-1', { signal: controller.signal });
    const stayed = client.queryProgressCached('job-1');
    controller.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    await expect(stayed).resolves.toMatchObject({ success: true });
    expect(server.asked).toEqual(['job-1']);
  });

  it.each([
    [{ cacheTtlSeconds: -1 }, 'cacheTtlSeconds'],
    [{ cacheSize: 0 }, 'cacheSize'],
  ])('refuses %j', (options, named) => {
    expect(() => new CachedProgressClient({ apiBaseUrl: 'http://api', ...options })).toThrow(named);
  });
});
