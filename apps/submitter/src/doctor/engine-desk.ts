import { Connection, type Client } from '@temporalio/client';
import { createClient, probeTls, type EngineOptions, type TlsProblem } from '@genvideo/runtime';

/** The engine as the checks ask it. */
export interface EngineDesk {
  client: Client;
  connection: Connection;
  /** `host:port`, for people. */
  address: string;
  namespace: string;
  /** Calls with a deadline, so that no check waits for ever. */
  ask: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  /** Why no connection comes about, where it is for TLS; else null. */
  probe: () => Promise<TlsProblem | null>;
  close: () => Promise<void>;
}

/** Opens a line to the engine, which is gone when it is first asked; nothing is tried twice. */
export function openEngineDesk(
  { connection: options, namespace, dataConverter }: EngineOptions,
  timeoutMs: number,
): EngineDesk {
  const connection = Connection.lazy({ ...options, connectTimeout: timeoutMs, interceptors: [] });
  const client = createClient(connection, { namespace, dataConverter });
  return {
    client,
    connection,
    address: options.address,
    namespace,
    ask: (call) => client.withDeadline(Date.now() + timeoutMs, call),
    probe: () => probeTls(options),
    close: () => connection.close(),
  };
}

/** The engine's numbers for what it refuses, from gRPC. */
export const REFUSAL = { notFound: 5, permissionDenied: 7, unimplemented: 12, unauthenticated: 16 } as const;

/** The gRPC status of an error, null when it has none. */
export function toRefusalCode(error: unknown): number | null {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (typeof code === 'number') return code;
  return cause === undefined ? null : toRefusalCode(cause);
}
