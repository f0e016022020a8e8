import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ProblemError, toProblemDocument, toProblemHeaders } from './problem';

/** How large the URL and the headers of a request may be together. */
export const MAX_HEADER_BYTES = 32 * 1_024;

const toProblem = ({ code, message }: NodeJS.ErrnoException): ProblemError => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ProblemError('TooSlow', 'The request took too long to arrive. Send it in one go.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ProblemError(
      'HeadersTooLarge',
      `The URL and the headers are together larger than ${MAX_HEADER_BYTES / 1_024} KiB.`,
    );
  return new ProblemError('BadRequest', `This is no HTTP request that can be read: ${message}.`);
};

const answer = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  const problem = toProblem(error);
  const document = toProblemDocument(problem, '');
  const body = JSON.stringify(document);
  const headers = {
    ...toProblemHeaders(problem),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${problem.status} ${document.title}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
};

/**
 * Answers what never became a request, as a problem like any other, and hangs up. Where another answer has begun on
 * the connection it only hangs up: the client would take this one for a part of that.
 */
export function answerBrokenRequests(server: Server): void {
  const underWay = new WeakMap<Duplex, Set<ServerResponse>>();

  server.on('request', ({ socket }, response) => {
    const answers = underWay.get(socket) ?? new Set();
    underWay.set(socket, answers.add(response));
    response.once('close', () => answers.delete(response));
  });

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const hasBegun = [...(underWay.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (hasBegun || !socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else answer(error, socket);
  });
}
