import { startHttpServer, withResources } from '@genvideo/testing';
import { createFailedReading, createSampleReading } from '../../test/reading-sample';
import type { JobReading } from './job-reading';
import { tellLooks } from './tell-looks';
import { tellRequests } from './tell-requests';

describe('tellRequests', () => {
  it('says of every request how it went and how long it took', () =>
    withResources(async (resources) => {
      const server = resources.add(
        await startHttpServer((_request, response) => void response.writeHead(503).end()),
      );
      const said: string[] = [];
      const fetchIt = tellRequests(fetch, (text) => said.push(text));
      await fetchIt(`${server.url}/a`, { method: 'POST' });
      await server.close();
      await expect(fetchIt(`${server.url}/b`)).rejects.toThrow('fetch failed');
      expect(said).toEqual([
        expect.stringMatching(/^POST http:\/\/127\.0\.0\.1:\d+\/a: 503 after \d+ ms$/),
        expect.stringMatching(/^GET .*\/b: fetch failed \(.*ECONNREFUSED.*\) after \d+ ms$/),
      ]);
    }));
});

describe('tellLooks', () => {
  const { result, ...rest } = createSampleReading();
  const byApi: JobReading = { ...rest, result: { ...result, source: 'api' } };

  it.each([
    ['direct', createSampleReading(), 'the engine answered'],
    ['api', byApi, 'the API answered'],
    ['fallback', byApi, 'the API answered, the engine had not'],
    ['fallback', createFailedReading(), 'fallback got no progress'],
  ] as const)('says of the method %s who answered', async (method, reading, expected) => {
    const said: string[] = [];
    const ask = tellLooks(
      () => Promise.resolve(reading),
      method,
      (text) => said.push(text),
    );
    await expect(ask('kite-1')).resolves.toBe(reading);
    expect(said).toEqual([expect.stringMatching(new RegExp(`^kite-1: ${expected} after \\d+ ms$`))]);
  });
});
