import { DEFAULT_TASK_QUEUE } from '@genvideo/models';
import type { AccessOptions } from './access-options';
import type { ApiOptions } from './api/api-request';
import { parseBaseUrl } from './api/parse-base-url';
import type { EngineAccessOptions } from './engine-access-options';
import { InvalidRequestError } from './invalid-request-error';
import { parseNumber } from './parse-number';

/** The options that open ways to the jobs, and say where jobs go that are started over the direct one. */
export interface WayOptions extends AccessOptions {
  taskQueue?: string | undefined;
}

/** The options of each way, null for a way that is not configured. */
export interface Ways {
  engine: EngineAccessOptions | null;
  api: ApiOptions | null;
}

const DEFAULT_JOB_TIMEOUT_SECONDS = 3_600;
const DEFAULT_QUEUE_TIMEOUT_SECONDS = 86_400;

const parseHost = (host: string): string => {
  if (/^[^\s/]+$/.test(host)) return host;
  throw new InvalidRequestError(
    `temporalHost is not a host and port: "${host}". Give one such as "127.0.0.1:7233".`,
  );
};

const toPatienceMs = ({ patienceMs = 60_000 }: AccessOptions): number =>
  parseNumber('patienceMs', patienceMs, { least: 0, most: Infinity });

const toRetries = ({ retries = 2 }: AccessOptions): number => parseNumber('retries', retries, { least: 0 });

const parseEngine = (temporalHost: string, options: WayOptions): EngineAccessOptions => ({
  temporalHost: parseHost(temporalHost),
  namespace: options.namespace ?? 'default',
  temporalConnection: options.temporalConnection ?? {},
  payloadEncryptionKey: options.payloadEncryptionKey ?? null,
  retries: toRetries(options),
  patienceMs: toPatienceMs(options),
  taskQueue: options.taskQueue ?? DEFAULT_TASK_QUEUE,
  jobTimeoutSeconds: DEFAULT_JOB_TIMEOUT_SECONDS,
  queueTimeoutSeconds: DEFAULT_QUEUE_TIMEOUT_SECONDS,
});

const parseApi = (apiBaseUrl: string, options: AccessOptions): ApiOptions => {
  const { apiKey = '', timeoutMs = 10_000, idleTimeoutMs = 45_000 } = options;
  return {
    baseUrl: parseBaseUrl(apiBaseUrl),
    apiKey: apiKey === '' ? null : apiKey,
    timeoutMs: parseNumber('timeoutMs', timeoutMs, { least: 1 }),
    retries: toRetries(options),
    idleTimeoutMs: parseNumber('idleTimeoutMs', idleTimeoutMs, { least: 1 }),
    patienceMs: toPatienceMs(options),
    // Looked up at each call and called as a plain function: browsers refuse any other.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
};

/**
 * The ways that the options open.
 * @throws InvalidRequestError naming the option that is wrong or missing
 */
export function parseAccessOptions(options: WayOptions): Ways {
  const { temporalHost, apiBaseUrl } = options;
  if (temporalHost === undefined && apiBaseUrl === undefined)
    throw new InvalidRequestError(
      'Neither temporalHost nor apiBaseUrl is given. Give the host and port of the engine, the URL of the API, or both.',
    );
  return {
    engine: temporalHost === undefined ? null : parseEngine(temporalHost, options),
    api: apiBaseUrl === undefined ? null : parseApi(apiBaseUrl, options),
  };
}
