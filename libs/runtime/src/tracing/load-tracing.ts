import type { Environment } from '../environment';
import type { Logger } from '../log/create-logger';
import { EXIT_STATUS, UserFacingError } from '../user-facing-error';
import type { Tracing } from './tracing';

export interface LoadTracingOptions {
  /** What spans say they are from, where OTEL_SERVICE_NAME says nothing else: `genvideo-worker`. */
  service: string;
  version: string;
  environment: Environment;
  logger: Logger;
}

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;

const isOn = (environment: Environment): boolean => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = environment;
  if (!all && !traces) return false;
  if (environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  return (environment['OTEL_TRACES_EXPORTER'] || 'otlp') === 'otlp';
};

/** The signal's own setting goes before the general one. */
function readProtocol(environment: Environment): (typeof PROTOCOLS)[number] {
  const given =
    environment['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] || environment['OTEL_EXPORTER_OTLP_PROTOCOL'];
  const protocol = PROTOCOLS.find((each) => each === (given || PROTOCOLS[0]));
  if (protocol) return protocol;
  throw new UserFacingError(
    `OTEL_EXPORTER_OTLP_PROTOCOL is ${given ?? ''}, and spans leave by http/protobuf or http/json only. Set one of them, and the collector's port for HTTP (4318).`,
    EXIT_STATUS.usage,
  );
}

/**
 * Tracing by OpenTelemetry, as its standard OTEL_* variables say; null, and nothing of OpenTelemetry's SDK is loaded,
 * where no endpoint is named.
 * @throws UserFacingError for a protocol that is not spoken here
 */
export async function loadTracing(options: LoadTracingOptions): Promise<Tracing | null> {
  const { environment, logger } = options;
  if (!isOn(environment)) return null;
  const protocol = readProtocol(environment);
  const { startTracing } = await import('./start-tracing.js');
  const tracing = startTracing({ ...options, protocol });
  logger.info({ protocol }, 'tracing_on');
  return tracing;
}
