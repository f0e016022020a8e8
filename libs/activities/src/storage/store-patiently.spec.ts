import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import type { TaskState } from '../providers/provider-port';
import { createDiskStorage } from './create-disk-storage';
import { createUrlReader } from './create-url-reader';
import { storePatiently } from './store-patiently';
import { createTempFolders } from './temp-folders';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Answer = 'picture' | 'page' | 'noise' | number;

describe('storePatiently', () => {
  let root: string;
  let server: HttpServer;
  /** What is answered below a path, in order; the last one repeats. */
  let answers: Record<string, Answer[]>;
  let asked: string[];

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-patience-'));
    asked = [];
    server = await startHttpServer(({ url = '' }, response) => {
      asked.push(url);
      const [answer = 404] = answers[url] ?? [];
      if ((answers[url]?.length ?? 0) > 1) answers[url]?.shift();
      if (typeof answer === 'number') return void response.writeHead(answer).end();
      const bodies = { picture: PIXEL, page: '<html>Sign in</html>', noise: Buffer.alloc(64, 7) };
      response.end(bodies[answer]);
    });
  });
  afterEach(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  /** The provider says that the file is at each of these paths in turn, or that it does not know the task. */
  const store = (namedAnew: (string | null)[] = [], signal = AbortSignal.timeout(20_000)) => {
    const look = (): Promise<TaskState> => {
      const next = namedAnew.length > 1 ? namedAnew.shift() : namedAnew[0];
      if (next === undefined) return Promise.reject(new Error('no answer'));
      if (next === null) return Promise.resolve({ status: 'lost' });
      const urls = ['http://x/other', server.url + next];
      return Promise.resolve({ status: 'completed', output: { urls } });
    };
    return storePatiently(
      { workflowId: 'job-1', kind: 'image', index: 1, url: `${server.url}/first`, taskId: 'task-1' },
      {
        storage: createDiskStorage({ root: path.join(root, 'results'), baseUrl: 'http://x/assets' }),
        tempFolders: createTempFolders(path.join(root, 'temp')),
        readUrls: createUrlReader({ image: { look }, video: { look } }),
        ...{ filePausesMs: [5, 5, 5], maxBytes: 1_024, signal },
      },
    );
  };

  it.each<[string, Answer[]]>([
    ['is not there once', [404, 'picture']],
    ['is forbidden, then gone, then there', [403, 410, 'picture']],
    ['is a page that asks for a login at first', ['page', 'picture']],
  ])('keeps a file that %s', async (_how, first) => {
    answers = { '/first': first };
    await expect(store()).resolves.toMatchObject({
      asset: { width: 1, url: expect.stringMatching(/-2.png$/) },
    });
    expect(existsSync(path.join(root, 'results/job-1/image-2.png'))).toBe(true);
  });

  it('asks the provider where the file is now, because links expire', async () => {
    answers = { '/first': [403], '/second': ['picture'] };
    await store(['/second']);
    expect(asked).toEqual(['/first', '/second']);
  });

  it('goes on with the link it has when the provider does not know the task any more', async () => {
    answers = { '/first': [404, 404, 'picture'] };
    await store([null]);
    expect(asked).toEqual(['/first', '/first', '/first']);
  });

  it('gives up in the end, and says how often it asked', async () => {
    answers = { '/first': [404] };
    await expect(store()).rejects.toMatchObject({
      type: 'ContractViolation',
      message: expect.stringMatching(/answered 404 \(asked for 4 times\)$/),
    });
    expect(asked).toHaveLength(4);
  });

  it.each<[string, Answer, string]>([
    ['is no picture, and never will be', 'noise', 'ContractViolation'],
    ['is held back by a server in trouble, for which the engine tries again', 503, 'ServiceUnavailable'],
  ])('asks once for what %s', async (_what, answer, type) => {
    answers = { '/first': [answer] };
    await expect(store()).rejects.toMatchObject({ type });
    expect(asked).toHaveLength(1);
  });

  it('waits no longer than somebody wants it', async () => {
    answers = { '/first': [404] };
    await expect(store([], AbortSignal.abort())).rejects.toThrow();
    expect(asked).toHaveLength(0);
  });
});
