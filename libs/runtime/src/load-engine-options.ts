import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import { loadConfig } from '@genvideo/models/config';

/** Where the engine is and how to talk to it. */
export interface EngineOptions {
  connection: { address: string; apiKey?: string } & Pick<ConnectionOptions, 'tls' | 'metadata'>;
  namespace: string;
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
  };
}
