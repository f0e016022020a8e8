import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHttpServer, startMockServices, type HttpHandler, type HttpServer } from '@genvideo/testing';
import { createComfyProxy } from '../providers/create-comfy-proxy';
import { createDiskStorage } from './create-disk-storage';
import { storeMedia } from './store-media';
import { createTempFolders } from './temp-folders';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

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
