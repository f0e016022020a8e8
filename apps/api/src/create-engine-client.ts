import { Connection, type Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { createClient, type EngineCallMeter, type EngineOptions } from '@genvideo/runtime';

/** Without these, an engine that comes back is noticed up to two minutes late. */
const RECONNECT_QUICKLY = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

/**
 * A client that connects when it is first used and never tries twice: whoever calls the API waits, and is better told
 * at once. (The SDK's retries would also go on after their deadline, and throw where nobody catches once the
 * connection is closed.) Close its `connection` when done.
 * @param meter counts what is asked of the engine
 * @param interceptors take part in what it asks
 */
export function createEngineClient(
  { connection, namespace, dataConverter }: EngineOptions,
  meter?: EngineCallMeter,
  interceptors: WorkflowClientInterceptor[] = [],
): Client {
  const lazy = Connection.lazy({
    ...connection,
    channelArgs: RECONNECT_QUICKLY,
    interceptors: meter ? [meter] : [],
  });
  return createClient(lazy, { namespace, dataConverter }, interceptors);
}
