import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { toProblemDocument, toProblemHeaders, type ProblemError } from '../problem';

/** Answers a request to become a WebSocket with a problem document instead. */
export function refuseUpgrade(socket: Duplex, { url = '' }: IncomingMessage, problem: ProblemError): void {
  const body = JSON.stringify(toProblemDocument(problem, url));
  const headers = {
    ...toProblemHeaders(problem),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const statusLine = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n`;
  socket.once('finish', () => socket.destroy());
  socket.end(`${statusLine}${lines.join('')}\r\n${body}`);
}
