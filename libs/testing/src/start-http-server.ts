import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  /** `http://127.0.0.1:port`, no slash at the end. */
  url: string;
  port: number;
  /** Cuts open connections. */
  close: () => Promise<void>;
}

/** A real server on a free port of 127.0.0.1. An error of the handler becomes a 500 that says it. */
export async function startHttpServer(handler: HttpHandler): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void (async () => handler(request, response))().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, port, close };
}
