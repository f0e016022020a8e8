import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { startHttpServer, type HttpServer } from '@genvideo/testing';

export interface LargeVideos extends HttpServer {
  /** From now on videos are padded by so many bytes. */
  pad: (bytes: number) => void;
}

const CHUNK = Buffer.alloc(1_000_000);

/** An MP4 box of type `free`, which players pass over; its size takes eight bytes. */
function* toFreeBox(bytes: number): Generator<Buffer> {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write('free', 4);
  head.writeBigUInt64BE(BigInt(bytes), 8);
  yield head;
  for (let left = bytes - head.length; left > 0; left -= CHUNK.length)
    yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
}

function* toPieces(video: Buffer, padding: number): Generator<Buffer> {
  yield video;
  if (padding > 0) yield* toFreeBox(padding);
}

const HEADERS = ['content-type', 'idempotency-key', 'authorization'];

const toHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(HEADERS.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));

/** Stands before the video mock: everything is the mock's, but its videos are made as long as is wanted. */
export async function serveLargeVideos(mockUrl: string): Promise<LargeVideos> {
  let padding = 0;
  const server = await startHttpServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const body = method === 'GET' ? null : await buffer(request);
    const answer = await fetch(`${mockUrl}${url}`, { method, headers: toHeaders(request), body });
    const type = answer.headers.get('content-type') ?? '';
    if (!type.startsWith('video/')) {
      const text = (await answer.text()).replaceAll(mockUrl, server.url);
      response.writeHead(answer.status, { 'content-type': type }).end(text);
      return;
    }
    const video = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-type': type, 'content-length': video.length + padding });
    await pipeline(Readable.from(toPieces(video, padding)), response);
  });
  return {
    ...server,
    pad(bytes) {
      padding = bytes;
    },
  };
}
