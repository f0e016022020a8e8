import { Counter, Registry } from 'prom-client';
import type { Client } from '@temporalio/client';
import { createEngineCallMeter } from '@genvideo/runtime';
import { createEngineClient } from '../src/create-engine-client';

export interface CountingClient {
  client: Client;
  /** How often the engine was called by this name, `DescribeWorkflowExecution` for one. */
  calls: (name: string) => Promise<number>;
  close: () => Promise<void>;
}

/** A client as the API has it, and what it asks of the engine. */
export function connectCounting(address: string): CountingClient {
  const registry = new Registry();
  const engine = { connection: { address }, namespace: 'default' };
  const client = createEngineClient(engine, createEngineCallMeter(registry));
  return {
    client,
    async calls(name) {
      const counter = registry.getSingleMetric('genvideo_engine_calls_total');
      const { values } = counter instanceof Counter ? await counter.get() : { values: [] };
      return values
        .filter(({ labels }) => labels.operation === name)
        .reduce((sum, { value }) => sum + value, 0);
    },
    close: () => client.connection.close(),
  };
}
