import { GenerationError } from '../../generation-error';
import type { ComfyServer } from './comfy-server';

/** What one server's error says of the pool: the trouble of one is none of the pool's while another has none. */
export function toPoolError(error: unknown, servers: readonly Pick<ComfyServer, 'trouble'>[]): unknown {
  if (!(error instanceof GenerationError) || error.trouble === null) return error;
  if (servers.every((server) => server.trouble() !== null)) return error;
  const { type, message, ambiguous, httpStatus, retryAfterMs } = error;
  return new GenerationError(type, message, {
    ...{ ambiguous, cause: error },
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
