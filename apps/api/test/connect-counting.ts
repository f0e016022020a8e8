import { Client, Connection } from '@temporalio/client';

export interface CountingClient {
  client: Client;
  /** How often the engine was called by this name, `DescribeWorkflowExecution` for one. */
  calls: (name: string) => number;
  close: () => Promise<void>;
}

/** A client as the API has it, which counts what it asks of the engine. */
export function connectCounting(address: string): CountingClient {
  const counts = new Map<string, number>();
  const connection = Connection.lazy({
    address,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 500 },
    interceptors: [
      (options, nextCall) => {
        const name = options.method_definition.path.split('/').at(-1) ?? '';
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return nextCall(options);
      },
    ],
  });
  return {
    client: new Client({ connection, namespace: 'default' }),
    calls: (name) => counts.get(name) ?? 0,
    close: () => connection.close(),
  };
}
