import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const HOP_HEADERS: readonly string[] = ['upgrade', 'connection', 'http2-settings'];

/** The request as it came, but for its wish to change the protocol. */
const toHead = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): string => {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!HOP_HEADERS.includes(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
};

/**
 * Serves a request that offers another protocol as if it did not, which HTTP leaves to the server. (Some clients offer
 * HTTP/2 with every request; once a server takes upgrades, Node takes all such requests for them.)
 */
export function ignoreUpgrade(
  server: Server,
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
): void {
  socket.unshift(Buffer.concat([Buffer.from(toHead(request), 'latin1'), head]));
  server.emit('connection', socket);
}
