/** One request to the API. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH';
  /** Begins with a slash, percent-encoded. */
  path: string;
  /** Which job it is about, for errors. */
  workflowId: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as they are instead, one a line. */
  lines?: readonly unknown[];
  /** Sent as it is instead, under its own type. */
  file?: Blob;
  signal: AbortSignal;
}

/** Where the API is and how it is asked. */
export interface ApiOptions {
  /** No slash at the end. */
  baseUrl: string;
  /** Null without a key. */
  apiKey: string | null;
  /** How long one request may take, its whole answer included, in milliseconds. */
  timeoutMs: number;
  /** How often a request is repeated when the API cannot serve it. */
  retries: number;
  /** How long a stream may say nothing, not even a heartbeat, in milliseconds. */
  idleTimeoutMs: number;
  /** How long a watch goes on trying to connect again, in milliseconds. */
  patienceMs: number;
  fetch: typeof fetch;
}
