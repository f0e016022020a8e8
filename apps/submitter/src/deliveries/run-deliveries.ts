import type { Client } from '@temporalio/client';
import type { Delivery } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import {
  ConflictError,
  describeDelivery,
  listDeliveries,
  NotFoundError,
  redeliver,
  toDeliveryQuery,
} from '@genvideo/progress-client/direct';
import {
  connectEngine,
  createClient,
  EXIT_STATUS,
  UserFacingError,
  type EngineOptions,
  type Lifetime,
} from '@genvideo/runtime';
import type { DeliveriesCommands, ListFlags } from './create-deliveries-program';
import { formatDeliveries } from './format-deliveries';

export interface DeliveriesSurroundings {
  config: Pick<Config, 'TEMPORAL_TASK_QUEUE'>;
  engine: EngineOptions;
  output: NodeJS.WritableStream & { isTTY?: boolean };
  lifetime: Lifetime;
}

/** How long the engine is waited for, in seconds. */
const PATIENCE_SECONDS = 5;

/** How many entries of the index are asked for at a time. */
const PAGE_SIZE = 50;

async function readDeliveries(
  client: Client,
  { workflow, channel, state, limit }: ListFlags,
  taskQueue: string,
): Promise<Delivery[]> {
  const filters = { workflow_id: workflow, channel, state };
  const query = toDeliveryQuery(filters, { taskQueue, userId: null });
  const found: Delivery[] = [];
  let token = new Uint8Array();
  do {
    const page = await listDeliveries(client, { query, limit: PAGE_SIZE, token });
    found.push(...page.deliveries);
    token = new Uint8Array(page.token);
  } while (token.length > 0 && found.length < limit);
  return found.slice(0, limit);
}

async function sendAgain(client: Client, id: string): Promise<Delivery> {
  try {
    await redeliver(client, await describeDelivery(client, id));
    return (await describeDelivery(client, id)).delivery;
  } catch (error) {
    const isRefusal = error instanceof NotFoundError || error instanceof ConflictError;
    throw isRefusal ? new UserFacingError(error.message, EXIT_STATUS.failed) : error;
  }
}

/** `submitter deliveries`: asks the engine itself, which keeps the log; no worker and no API is needed to read it. */
export function createDeliveriesCommands({
  config,
  engine,
  output,
  lifetime,
}: DeliveriesSurroundings): DeliveriesCommands {
  const connect = async (): Promise<Client> => {
    const connection = await connectEngine({ engine, patienceSeconds: PATIENCE_SECONDS });
    lifetime.own(connection, (open) => open.close());
    return createClient(connection, engine);
  };
  const show = (deliveries: readonly Delivery[], { json }: { json?: boolean }): void => {
    const text = json
      ? deliveries.map((delivery) => `${JSON.stringify(delivery)}\n`).join('')
      : formatDeliveries(deliveries, { colour: output.isTTY === true });
    output.write(text);
  };
  return {
    list: async (flags) => {
      show(await readDeliveries(await connect(), flags, config.TEMPORAL_TASK_QUEUE), flags);
    },
    redeliver: async (ids, flags) => {
      const client = await connect();
      for (const id of ids) show([await sendAgain(client, id)], flags);
    },
  };
}
