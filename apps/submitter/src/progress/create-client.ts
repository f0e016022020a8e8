import { InvalidRequestError, ProgressQueryClient } from '@genvideo/progress-client';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { toApiUrl } from '../to-api-url';
import type { ProgressFlags } from './progress-flags';
import type { ProgressSurroundings } from './progress-surroundings';

/** The client library's options by the names that people give them here. */
const toCommandLine = (message: string): string =>
  message
    .replaceAll('apiBaseUrl', '--api-url')
    .replaceAll('apiKey', '--api-key')
    .replaceAll('temporalHost', '--temporal-host');

/**
 * The client that asks where the flags, else the environment, say.
 * @throws UserFacingError naming the option that is wrong
 */
export function createClient(
  flags: ProgressFlags,
  { config, engine }: ProgressSurroundings,
  { timeoutMs, ...fetchOptions }: { fetch?: typeof fetch; timeoutMs?: number | undefined },
): ProgressQueryClient {
  const { address, ...connection } = engine.connection;
  try {
    return new ProgressQueryClient({
      temporalHost: address,
      namespace: engine.namespace,
      payloadEncryptionKey: config.PAYLOAD_ENCRYPTION_KEY ?? undefined,
      temporalConnection: timeoutMs === undefined ? connection : { connectTimeout: timeoutMs, ...connection },
      apiBaseUrl: flags.apiUrl ?? toApiUrl(config),
      apiKey: flags.apiKey ?? config.API_KEY ?? undefined,
      timeoutMs,
      ...fetchOptions,
    });
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new UserFacingError(toCommandLine(error.message), EXIT_STATUS.usage, { cause: error });
  }
}
