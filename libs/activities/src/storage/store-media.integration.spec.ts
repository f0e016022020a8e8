import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { startHttpServer, startMockServices, type HttpHandler, type HttpServer } from '@genvideo/testing';
import { createComfyProxy } from '../providers/create-comfy-proxy';
import { createDiskStorage } from './create-disk-storage';
import { storeMedia } from './store-media';
import { createTempFolders } from './temp-folders';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Stores a file in a process of its own, so that the system can be told to limit that one. */
const STORE_IN_CHILD = ['--conditions=@genvideo/source', '--import', 'tsx', 'test/store-media-main.ts'];

interface StoreOptions {
  kind?: 'image' | 'video';
  maxBytes?: number;
}

describe('storeMedia', () => {
  let root: string;
  let server: HttpServer | undefined;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-store-'));
  });
  afterEach(async () => {
    expect(
      readdirSync(path.join(root, 'temp')).flatMap((name) => readdirSync(path.join(root, 'temp', name))),
    ).toEqual([]);
    await server?.close();
    rmSync(root, { recursive: true });
  });

  const store = async (handler: HttpHandler, { kind = 'image', maxBytes = 1024 }: StoreOptions = {}) => {
    server = await startHttpServer(handler);
    return storeMedia(
      { workflowId: 'job-1', kind, index: 0, url: `${server.url}/file` },
      {
        storage: createDiskStorage({ root: path.join(root, 'results'), baseUrl: 'http://x/assets' }),
        tempFolders: createTempFolders(path.join(root, 'temp')),
        maxBytes,
        signal: AbortSignal.timeout(20_000),
      },
    );
  };

  it('keeps the file with its checksum, size, type and dimensions', async () => {
    const { asset, motion } = await store((_request, response) => void response.end(PIXEL));
    expect(motion).toBeNull();
    expect(asset).toEqual({
      kind: 'image',
      url: 'http://x/assets/job-1/image.png',
      sha256: createHash('sha256').update(PIXEL).digest('hex'),
      size: PIXEL.length,
      media_type: 'image/png',
      width: 1,
      height: 1,
    });
    expect(readFileSync(path.join(root, 'results/job-1/image.png'))).toEqual(PIXEL);
  });

  it.each<[string, string, HttpHandler, StoreOptions?]>([
    ['HTML for a picture', 'ContractViolation', (_q, r) => void r.end('<html>busy</html>')],
    ['nothing at all', 'ContractViolation', (_q, r) => void r.end()],
    ['a picture for a video', 'ContractViolation', (_q, r) => void r.end(PIXEL), { kind: 'video' }],
    ['more than the cap', 'ContractViolation', (_q, r) => void r.end(Buffer.alloc(2048))],
    [
      'less than it announced',
      'ServiceUnavailable',
      (_q, r) => {
        r.writeHead(200, { 'content-length': 999 });
        r.write(PIXEL, () => r.destroy());
      },
    ],
    ['nothing any more', 'ContractViolation', (_q, r) => void r.writeHead(410).end()],
  ])('does not keep %s', async (...[, type, handler, options]) => {
    await expect(store(handler, options)).rejects.toMatchObject({ type });
    expect(readdirSync(root)).toEqual(['temp']);
  });

  it('says what came in place of a picture', async () => {
    await expect(store((_request, response) => void response.end('<html>\n busy</html>'))).rejects.toThrow(
      'it begins with "<html> busy</html>"',
    );
  });

  it('says how much was missing of what was announced, and the engine asks again', async () => {
    const stored = store((_request, response) => {
      response.writeHead(200, { 'content-length': 999 });
      response.write(PIXEL, () => response.destroy());
    });
    await expect(stored).rejects.toMatchObject({
      type: 'ServiceUnavailable',
      message: expect.stringContaining(`announced 999 bytes and sent ${PIXEL.length}`),
    });
  });

  it.each<[string, Record<string, number>]>([
    ['the cap', {}],
    ['its announcement', { 'content-length': 4_000_000_000_000 }],
  ])('breaks an endless body off at %s', async (_where, headers) => {
    let sent = 0;
    const endless = function* () {
      for (const chunk = Buffer.alloc(65_536); ; sent += chunk.length) yield chunk;
    };
    const stored = store(
      async (_request, response) => {
        response.writeHead(200, headers);
        await pipeline(Readable.from(endless()), response).catch(() => undefined);
      },
      { maxBytes: 1_000_000 },
    );
    await expect(stored).rejects.toMatchObject({
      type: 'ContractViolation',
      message: expect.stringContaining('more than 1000000 bytes'),
    });
    expect(sent).toBeLessThan(30_000_000);
  });

  it('says which folder is full, and leaves nothing half there', async () => {
    server = await startHttpServer((_request, response) => void response.end(Buffer.alloc(10_000_000)));
    mkdirSync(path.join(root, 'temp'));
    const limited = ['-c', 'ulimit -f 1000 && exec "$@"', 'bash', process.execPath, ...STORE_IN_CHILD];
    const child = spawn('bash', [...limited, `${server.url}/file`, root], {
      cwd: path.join(__dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(await text(child.stdout)).toMatch(
      /^StorageUnavailable: The temporary folder \(TEMP_DIR\) cannot be written: EFBIG/,
    );
    expect(readdirSync(root)).toEqual(['temp']);
  });

  it('takes what the image service makes', async () => {
    const mock = await startMockServices({ imageSeconds: 0.05, light: false });
    try {
      const provider = createComfyProxy({ baseUrl: mock.imageUrl, apiKey: null });
      const signal = AbortSignal.timeout(10_000);
      const task = { prompt: 'a lake', style: 'ink', width: 320, height: 200, metadata: {} };
      const taskId = await provider.submit(task, { submissionId: 's', callbackUrl: null, signal });
      let state = await provider.look(taskId, signal);
      while ('percent' in state) state = await provider.look(taskId, signal);
      const urls = state.status === 'completed' ? state.output.urls : [];
      const { asset } = await store(
        (_request, response) => {
          void fetch(urls[0] ?? '').then(async (made) => response.end(Buffer.from(await made.arrayBuffer())));
        },
        { maxBytes: 10_000_000 },
      );
      expect(asset).toMatchObject({ media_type: 'image/png', width: 320, height: 200 });
    } finally {
      await mock.stop();
    }
  });
});
