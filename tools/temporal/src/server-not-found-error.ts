import { PINNED } from './pinned-versions';

/** One way to a server that was tried, and why it did not lead to one. */
export interface FailedWay {
  way: string;
  reason: string;
}

/** No Temporal server could be found or made. The message lists what was tried and every way to provide one. */
export class ServerNotFoundError extends Error {
  override readonly name = 'ServerNotFoundError';

  constructor(readonly tried: readonly FailedWay[]) {
    super(toMessage(tried));
  }
}

function toMessage(tried: readonly FailedWay[]): string {
  const width = Math.max(0, ...tried.map(({ way }) => way.length));
  return [
    'No Temporal server found. Tried:',
    ...tried.map(({ way, reason }) => `  ${way.padEnd(width)}  ${reason}`),
    'Provide one in any of these ways:',
    `  - TEMPORAL_HOST=host:port of a server that runs already, ${PINNED.minimumServer} or newer`,
    '  - TEMPORAL_CLI=/path/to/temporal, or temporal on PATH (https://docs.temporal.io/cli#install)',
    `  - Docker: docker run --rm -p 7233:7233 temporalio/temporal:${PINNED.cli} server start-dev --ip 0.0.0.0`,
    '    and then TEMPORAL_HOST=127.0.0.1:7233',
    `  - install Go ${PINNED.minimumGo} or newer (https://go.dev/dl): the server is then built once, in some 150 s`,
  ].join('\n');
}
