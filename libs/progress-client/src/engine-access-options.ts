/** Where the engine is and how it is asked. */
export interface EngineAccessOptions {
  /** `host:port`. */
  temporalHost: string;
  namespace: string;
  /** Further `ConnectionOptions` of @temporalio/client. */
  temporalConnection: Readonly<Record<string, unknown>>;
  /** PAYLOAD_ENCRYPTION_KEY; null without one. */
  payloadEncryptionKey: string | null;
  /** How often a start is repeated when the engine did not answer. */
  retries: number;
  /** How long a watch goes on while the engine does not answer, in milliseconds. */
  patienceMs: number;
  /** What jobs that are started here run on, and for how long at most. */
  taskQueue: string;
  jobTimeoutSeconds: number;
  queueTimeoutSeconds: number;
}
