import type { Client } from '@temporalio/client';
import type { z } from 'zod';
import {
  describeDelivery,
  listDeliveries,
  NotFoundError,
  redeliver,
  toDeliveryQuery,
  type DescribedDelivery,
} from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { maySee, type Caller } from '../auth/caller';
import { createSharedReads } from '../job/create-shared-reads';
import { toCursor } from '../job/page-cursor';
import { parseToken, withToken } from '../job/page-token';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import {
  listDeliveriesContract,
  redeliverContract,
  type deliveryPageSchema,
  type DeliveryQuery,
} from './delivery-contracts';

export interface DeliveryOperationsOptions {
  client: Client;
  taskQueue: string;
  logger: Logger;
}

type AnsweredPage = z.infer<typeof deliveryPageSchema>;

/** How many lists are remembered for a second. */
const MAX_LISTS = 100;

async function readPage(
  client: Client,
  query: string,
  { limit, cursor }: DeliveryQuery,
): Promise<AnsweredPage> {
  const token = parseToken(query, cursor);
  const page = await withToken(token, () => listDeliveries(client, { query, limit, token }));
  return {
    deliveries: page.deliveries,
    next_cursor: page.token.length > 0 ? toCursor(query, page.token) : null,
  };
}

/** @throws NotFoundError, ProblemError 403 */
const checkMaySend = (caller: Caller, { delivery, tags }: DescribedDelivery): void => {
  const { id, channel } = delivery;
  if (!maySee(caller, tags)) throw new NotFoundError(id, { message: `There is no delivery "${id}".` });
  if (caller.userId !== null && channel !== 'webhook')
    throw new ProblemError(
      'Forbidden',
      `This key is bound to user "${caller.userId}", and mails and messages on Slack are everybody's: send this one again with a key that is bound to nobody.`,
    );
};

/** `GET /deliveries` and `POST /deliveries/{id}/redeliver`. */
export function createDeliveryOperations(options: DeliveryOperationsOptions): Operation[] {
  const { client, taskQueue, logger } = options;
  const lists = createSharedReads<AnsweredPage>(MAX_LISTS);
  return [
    operation(listDeliveriesContract, async ({ query: filters, caller }) => {
      const query = toDeliveryQuery(filters, { taskQueue, userId: caller.userId });
      const key = JSON.stringify([query, filters.limit, filters.cursor]);
      return reply(200, await lists.get(key, () => readPage(client, query, filters)));
    }),

    operation(redeliverContract, async ({ path: { id }, caller }) => {
      const described = await describeDelivery(client, id);
      checkMaySend(caller, described);
      await redeliver(client, described);
      const { workflow_id, channel } = described.delivery;
      logger.info({ workflow_id, channel, caller: caller.name }, 'notice_redelivered');
      return reply(202, (await describeDelivery(client, id)).delivery);
    }),
  ];
}
