import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { startHttpServer, type HttpHandler, type HttpServer } from '@genvideo/testing';
import { createProviderHttp } from './providers/create-provider-http';
import { createDiskStorage } from './storage/create-disk-storage';
import { storeMedia } from './storage/store-media';
import { createTempFolders } from './storage/temp-folders';

const MIB = 1024 * 1024;

/** Unpacks to 64 MiB and is a thousandth of that on the wire. */
const BOMB = gzipSync(Buffer.alloc(64 * MIB, ' '));

const toChunk = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // Nobody here looks at the sum behind it.
  return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
};

/** A picture whose head says how large it is, and whose body unpacks to next to nothing. */
const toPng = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, toChunk('IHDR', head), toChunk('IDAT', deflateSync(Buffer.alloc(8)))]);
};

const ENTITIES = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="99999999"><text>&b;</text></svg>`;

describe('a provider that means harm', () => {
  let root: string;
  let server: HttpServer | undefined;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'genvideo-hostile-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    rmSync(root, { recursive: true });
  });

  const store = async (handler: HttpHandler, workflowId = 'job-1') => {
    server ??= await startHttpServer(handler);
    return storeMedia(
      { workflowId, kind: 'image', index: 0, url: `${server.url}/file` },
      {
        storage: createDiskStorage({ root: path.join(root, 'results'), baseUrl: 'http://x/assets' }),
        tempFolders: createTempFolders(path.join(root, 'temp')),
        maxBytes: MIB,
        signal: AbortSignal.timeout(20_000),
      },
    );
  };

  const ask = async (handler: HttpHandler) => {
    server = await startHttpServer(handler);
    const http = createProviderHttp({ baseUrl: server.url, apiKey: null });
    return http.request('status', { schema: z.object({ status: z.string() }) });
  };

  it('cannot fill the memory with an answer that unpacks to a mountain', async () => {
    const answer = ask((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(BOMB);
    });
    await expect(answer).rejects.toMatchObject({
      type: 'ContractViolation',
      message: expect.stringContaining('16777216 bytes'),
    });
  });

  it('cannot fill the disk with a file that unpacks to a mountain', async () => {
    const stored = store((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' });
      response.end(BOMB);
    });
    await expect(stored).rejects.toMatchObject({
      type: 'ContractViolation',
      message: expect.stringContaining(`more than ${MIB} bytes`),
    });
    expect(
      readdirSync(path.join(root, 'temp')).flatMap((name) => readdirSync(path.join(root, 'temp', name))),
    ).toEqual([]);
  });

  it.each([
    [4_000_000_000, 4_000_000_000],
    [64, 2_000_000],
  ])('cannot hand on a picture that says it has %d x %d pixels', async (width, height) => {
    const stored = store((_request, response) => void response.end(toPng(width, height)));
    await expect(stored).rejects.toMatchObject({
      type: 'ContractViolation',
      message: expect.stringContaining(`${width} x ${height} pixels`),
    });
  });

  it('can hand on one of a size that there is', async () => {
    const { asset } = await store((_request, response) => void response.end(toPng(8_192, 8_192)));
    expect(asset).toMatchObject({ width: 8_192, height: 8_192, media_type: 'image/png' });
  });

  it('cannot hand on what runs or unfolds in a browser', async () => {
    const stored = store((_request, response) => void response.end(ENTITIES));
    await expect(stored).rejects.toMatchObject({ type: 'ContractViolation' });
  });

  it('cannot choose where a file goes', async () => {
    for (const workflowId of ['../../etc', '..', 'a/../../b', '.'])
      await store((_request, response) => void response.end(toPng(64, 64)), workflowId).catch(
        () => undefined,
      );
    expect(readdirSync(root).sort()).toEqual(['results', 'temp']);
    for (const name of readdirSync(path.join(root, 'results')))
      expect(path.dirname(path.join(root, 'results', name))).toBe(path.join(root, 'results'));
  });

  it('cannot change what objects are', async () => {
    const body =
      '{"status":"done","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const answer = await ask((_request, response) => void response.end(body));
    expect(answer).toEqual({ status: 'done' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
