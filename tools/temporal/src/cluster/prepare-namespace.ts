import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { pollUntil } from '../poll-until';
import { registerSearchAttributes } from '../register-search-attributes';
import { GENVIDEO_SEARCH_ATTRIBUTES, type SearchAttribute } from '../search-attribute';
import { withEngine } from '../with-engine';

const NOT_FOUND = 5;
const DAY_MS = 86_400_000;
const ANSWER_MS = 2_000;

export interface NamespaceOptions {
  address: string;
  namespace: string;
  retentionDays: number;
  /** Default: those that GenVideo's workflows set. */
  searchAttributes?: readonly SearchAttribute[];
}

/** Makes the namespace with its search attributes. The frontend alone is enough for that. */
export async function prepareNamespace(options: NamespaceOptions): Promise<void> {
  const { address, namespace, retentionDays, searchAttributes } = options;
  await withEngine({ address }, ({ workflowService }) =>
    workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(retentionDays * DAY_MS),
    }),
  );
  await registerSearchAttributes({ address, namespace, searchAttributes });
}

/** Resolves when every role does its work for the namespace, which it learns of late. */
export function waitUntilUsable(options: NamespaceOptions, signal: AbortSignal): Promise<void> {
  const { address, namespace, searchAttributes = GENVIDEO_SEARCH_ATTRIBUTES } = options;
  const query = searchAttributes.map(({ name }) => `${name} IS NULL`).join(' AND ');
  return withEngine({ address }, (connection) =>
    pollUntil(signal, () =>
      connection.withDeadline(Date.now() + ANSWER_MS, async () => {
        await connection.workflowService.countWorkflowExecutions({ namespace, query });
        await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'nobody' } });
        return asksHistory(connection, namespace);
      }),
    ),
  );
}

/** History that says "not found" has looked. */
async function asksHistory({ workflowService }: Connection, namespace: string): Promise<boolean> {
  try {
    await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'nobody' } });
    return true;
  } catch (error) {
    return isGrpcServiceError(error) && Number(error.code) === NOT_FOUND;
  }
}
