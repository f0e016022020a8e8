import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { loadConfig } from '@genvideo/models/config';
import { toDataConverter } from './to-data-converter';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

/** Where the engine is and how to talk to it. */
export interface EngineOptions {
  connection: { address: string; apiKey?: string } & Pick<ConnectionOptions, 'tls' | 'metadata'>;
  namespace: string;
  /** How payloads are read and written: PAYLOAD_ENCRYPTION_KEY. Default: in plain. */
  dataConverter?: DataConverter;
}

type Variables = Record<string, string | undefined>;

/** The SDK takes `true` and `1` alone for a yes, and whatever else for a no: `TEMPORAL_TLS=yes` would send keys in plain. */
const FLAG = 'TEMPORAL_TLS';
const YES = /^\s*(true|yes|on|1)\s*$/i;

/** As everywhere, an empty value counts as not set: the SDK would take it for an address, a key or a no. */
const setOnly = (environment: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment)
      .filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== '')
      .map(([name, value]) => [name, name === FLAG && YES.test(value) ? 'true' : value]),
  );

const loadFromSdk = (environment: Variables): ReturnType<typeof loadClientConnectConfig> => {
  try {
    return loadClientConnectConfig({ overrideEnvVars: setOnly(environment) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(
      `How to reach the Temporal server cannot be read: ${reason}. Correct TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE and the files that TEMPORAL_TLS_... name.`,
      EXIT_STATUS.usage,
      { cause: error },
    );
  }
};

/**
 * Reads how to reach the engine: TEMPORAL_HOST and TEMPORAL_NAMESPACE first, then the Temporal SDK's own environment
 * configuration, which also brings TLS, API keys and profiles.
 * @throws UserFacingError when a profile or a certificate cannot be read
 */
export function loadEngineOptions(environment: Variables): EngineOptions {
  const config = loadConfig(environment);
  const { connectionOptions, namespace } = loadFromSdk(environment);
  const named = environment['TEMPORAL_HOST'] || environment['TEMPORAL_ADDRESS'];
  const { tls, apiKey, metadata } = connectionOptions;
  return {
    connection: {
      address: named ? config.TEMPORAL_HOST : (connectionOptions.address ?? config.TEMPORAL_HOST),
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata }),
    },
    namespace: environment['TEMPORAL_NAMESPACE'] || namespace || config.TEMPORAL_NAMESPACE,
    dataConverter: toDataConverter(config.PAYLOAD_ENCRYPTION_KEY),
  };
}
