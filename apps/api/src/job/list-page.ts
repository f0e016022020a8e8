import type { Client } from '@temporalio/client';
import type { ListedJob } from '@genvideo/models';
import { callEngine } from '@genvideo/progress-client/direct';
import { withToken } from './page-token';
import { toListedJob } from './to-listed-job';

export interface PageRequest {
  query: string;
  limit: number;
  /** The engine's own, for the page; empty for the first. */
  token: Uint8Array;
}

export interface ListedPage {
  jobs: ListedJob[];
  /** The engine's token for the next page; null on the last. */
  next: Uint8Array | null;
}

const NO_TOKEN = new Uint8Array();

const readPage = async (client: Client, { query, limit, token }: PageRequest): Promise<ListedPage> => {
  const page = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query,
    pageSize: limit,
    nextPageToken: token,
  });
  const next = page.nextPageToken ?? NO_TOKEN;
  return { jobs: (page.executions ?? []).map(toListedJob), next: next.length > 0 ? next : null };
};

/**
 * A page of the engine's index.
 * @throws ProblemError 400 for a token that the engine never gave, EngineUnavailableError
 */
export function listPage(client: Client, taskQueue: string, request: PageRequest): Promise<ListedPage> {
  return withToken(request.token, () =>
    callEngine(client, { workflowId: taskQueue }, () => readPage(client, request)),
  );
}
