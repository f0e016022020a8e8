import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { startHttpServer, type HttpServer } from './start-http-server';

/** One request as it came in. */
export interface ReceivedCallback {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** As sent, which is what signatures are over. */
  body: string;
}

export interface CallbackReceiver extends HttpServer {
  /** In order of arrival; it grows. */
  received: readonly ReceivedCallback[];
}

/** Takes any request, keeps it, and answers with the status that `answer` returns; default 200. */
export async function receiveCallbacks(
  answer: (callback: ReceivedCallback) => number = () => 200,
): Promise<CallbackReceiver> {
  const received: ReceivedCallback[] = [];
  const server = await startHttpServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const callback = { method, path: url, headers, body: await text(request) };
    received.push(callback);
    response.writeHead(answer(callback)).end();
  });
  return { ...server, received };
}
