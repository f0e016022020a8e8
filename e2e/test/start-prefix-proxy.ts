import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { startHttpServer, type HttpServer } from '@genvideo/testing';

export interface PrefixProxyOptions {
  /** What stands before every path, and is taken off: `/films/`. */
  prefix: string;
  /** Where requests go, with its slash. */
  target: string;
  /** Which version of itself the server tells of. */
  version: string;
}

const passOn = (answer: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
};

/** A proxy as people put before the API, in front of a server of another version. */
export function startPrefixProxy({ prefix, target, version }: PrefixProxyOptions): Promise<HttpServer> {
  const pass = async (url: URL, answer: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (url.pathname !== '/session' || answer.statusCode !== 200) return passOn(answer, response);
    const session = (await json(answer)) as object;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...session, version }));
  };
  return startHttpServer((request, response) => {
    const url = new URL((request.url ?? '').slice(prefix.length), target);
    const { method, headers } = request;
    const onward = forward(url, { method, headers }, (answer) => void pass(url, answer, response));
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}
