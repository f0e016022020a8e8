import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { loadConfig } from '@genvideo/models/config';
import { toDataConverter } from './to-data-converter';

/** Where the engine is and how to talk to it. */
export interface EngineOptions {
  connection: { address: string; apiKey?: string } & Pick<ConnectionOptions, 'tls' | 'metadata'>;
  namespace: string;
  /** How payloads are read and written: PAYLOAD_ENCRYPTION_KEY. Default: in plain. */
  dataConverter?: DataConverter;
}

const definedOnly = (environment: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/**
 * Reads how to reach the engine: TEMPORAL_HOST and TEMPORAL_NAMESPACE first, then the Temporal SDK's own environment
 * configuration, which also brings TLS, API keys and profiles.
 */
export function loadEngineOptions(environment: Record<string, string | undefined>): EngineOptions {
  const config = loadConfig(environment);
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: definedOnly(environment),
  });
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
