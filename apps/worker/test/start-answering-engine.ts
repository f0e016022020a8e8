import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { temporal } from '@temporalio/proto';

/** What a call is answered with: a message, or gRPC's status and words for a refusal. */
type Answer = { serverVersion: string } | { status: number; message: string };

export interface AnsweringEngine {
  /** `127.0.0.1:port` */
  address: string;
  stop: () => Promise<void>;
}

/** A length and a flag stand before each message. */
const toFrame = (message: Uint8Array): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
};

const { GetSystemInfoResponse } = temporal.api.workflowservice.v1;

/** A server that speaks gRPC and answers whatever it is asked in one way: an engine too old, or one that refuses. */
export async function startAnsweringEngine(answer: Answer): Promise<AnsweringEngine> {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.resume();
    stream.on('error', () => undefined);
    if ('status' in answer) {
      const trailers = { 'grpc-status': String(answer.status), 'grpc-message': answer.message };
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc', ...trailers },
        { endStream: true },
      );
      return;
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(toFrame(GetSystemInfoResponse.encode(answer).finish()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.close();
    await Promise.resolve();
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
