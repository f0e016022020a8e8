/** How jobs are reached; `temporalHost`, `apiBaseUrl` or both must be there. */
export interface AccessOptions {
  /** `host:port` of the engine, for the direct way. Needs the package @temporalio/client. Default: API only. */
  temporalHost?: string | undefined;
  /** The engine's namespace; default "default". */
  namespace?: string | undefined;
  /** Further `ConnectionOptions` of @temporalio/client (tls, apiKey, metadata), handed on as they are. */
  temporalConnection?: Readonly<Record<string, unknown>> | undefined;
  /** PAYLOAD_ENCRYPTION_KEY of the workers, for the direct way where it is set. Default: none. */
  payloadEncryptionKey?: string | undefined;
  /** Where the API is, such as `http://127.0.0.1:8000`. Default: direct only. */
  apiBaseUrl?: string | undefined;
  /** A key for the API, sent as `Authorization: Bearer`. Default: none. */
  apiKey?: string | undefined;
  /** How long one request to the API may take, in milliseconds; default 10,000. */
  timeoutMs?: number | undefined;
  /** How often a request that can be repeated without harm is, when nobody can serve it; default 2. */
  retries?: number | undefined;
  /** How long the API may say nothing on a stream, not even a heartbeat, in milliseconds; default 45,000. */
  idleTimeoutMs?: number | undefined;
  /** How long a watch goes on while nobody answers, in milliseconds, Infinity for ever; default 60,000. */
  patienceMs?: number | undefined;
  /** Used in place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
}
