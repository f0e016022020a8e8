import type { Client } from '@temporalio/client';
import type { Delivery } from '@genvideo/models';
import { callEngine } from '../call-engine';
import { NotFoundError } from '../not-found-error';
import { describeDelivery } from './describe-delivery';

/** Which page of a list is asked for. */
export interface DeliveryPageRequest {
  /** As `toDeliveryQuery` gives it. */
  query: string;
  limit: number;
  /** Where the page begins: the engine's token of the page before; empty for the first. */
  token: Uint8Array;
}

/** A page of the delivery log; it may hold less than was asked for, and another may follow all the same. */
export interface DeliveryPage {
  deliveries: Delivery[];
  /** Empty on the last page. */
  token: Uint8Array;
}

/** How many deliveries are looked at side by side. */
const AT_ONCE = 10;

interface Listed {
  id: string;
  runId: string;
}

/** The delivery that an entry of the engine's index is about; null when it has been sent again since, or is gone. */
async function readListed(client: Client, { id, runId }: Listed): Promise<Delivery | null> {
  try {
    const { delivery, run_id } = await describeDelivery(client, id);
    return run_id === runId ? delivery : null;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/**
 * A page of the delivery log: those that are tried first, then the latest. The engine's index tells which there are,
 * and follows them by about a second; how each stands is asked of the engine itself.
 * @throws EngineUnavailableError
 */
export async function listDeliveries(
  client: Client,
  { query, limit, token }: DeliveryPageRequest,
): Promise<DeliveryPage> {
  const { namespace } = client.options;
  const page = await callEngine(client, { workflowId: 'deliveries' }, () =>
    client.workflowService.listWorkflowExecutions({
      ...{ namespace, query, pageSize: limit, nextPageToken: token },
    }),
  );
  const listed = (page.executions ?? []).map(({ execution }) => ({
    id: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
  }));
  const deliveries: Delivery[] = [];
  for (let from = 0; from < listed.length; from += AT_ONCE) {
    const read = await Promise.all(
      listed.slice(from, from + AT_ONCE).map((each) => readListed(client, each)),
    );
    deliveries.push(...read.filter((each) => each !== null));
  }
  return { deliveries, token: page.nextPageToken ?? new Uint8Array() };
}
