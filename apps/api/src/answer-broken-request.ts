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

/** Answers what never became a request, as a problem like any other, and hangs up. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
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
}
