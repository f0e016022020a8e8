import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { callEngine } from '@genvideo/progress-client/direct';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { createSharedReads } from './create-shared-reads';
import { EXAMPLE_ID } from './job-examples';
import { listedJobSchema } from './job-schemas';
import { listFiltersSchema, type JobFilters } from './list-filters';
import { toListQuery } from './list-query';
import { toCursor } from './page-cursor';
import { parseToken, refuseParameter, withToken } from './page-token';
import { toListedJob } from './to-listed-job';

const pageSchema = z
  .object({ workflows: z.array(listedJobSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'JobPage' });
type JobPage = z.infer<typeof pageSchema>;

const listContract = {
  id: 'listWorkflows',
  method: 'get',
  path: '/workflows',
  tag: 'Jobs',
  summary: 'Jobs, page by page',
  description:
    "This pool's jobs that match all filters: those that run first, then the latest. The list is the engine's index, which follows a job by about a second. A key that is bound to a user lists that user's.",
  access: 'key',
  asksEngine: true,
  parameters: { query: listFiltersSchema },
  answers: {
    200: json(pageSchema, {
      description: 'A page; next_cursor is null on the last.',
      example: {
        workflows: [
          {
            workflow_id: EXAMPLE_ID,
            status: 'RUNNING',
            workflow_type: 'GenVideoWorkflow',
            start_time: '2026-01-31T12:00:59.012Z',
            close_time: null,
            user_id: 'ada',
            percent: 57,
            step: 'video',
          },
        ],
        next_cursor: null,
      },
    }),
  },
} as const;

const checkTimes = ({ since, until }: JobFilters): void => {
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until))
    throw refuseParameter('until', 'must be later than since');
};

/** How many lists are remembered for a second. */
const MAX_LISTS = 500;

interface ListRequest {
  query: string;
  limit: number;
  token: Uint8Array;
}

const readPage = async (client: Client, { query, limit, token }: ListRequest): Promise<JobPage> => {
  const page = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query,
    pageSize: limit,
    nextPageToken: token,
  });
  const next = page.nextPageToken ?? new Uint8Array();
  return {
    workflows: (page.executions ?? []).map(toListedJob),
    next_cursor: next.length > 0 ? toCursor(query, next) : null,
  };
};

/** @throws ProblemError 400 for a token that the engine never gave */
const listJobs = (client: Client, taskQueue: string, request: ListRequest): Promise<JobPage> =>
  withToken(request.token, () =>
    callEngine(client, { workflowId: taskQueue }, () => readPage(client, request)),
  );

/** `GET /workflows`. However many ask for the same list, the engine is asked once a second: it answers few. */
export function createListOperation(client: Client, taskQueue: string): Operation {
  const lists = createSharedReads<JobPage>(MAX_LISTS);
  return operation(listContract, async ({ query: filters, caller }) => {
    checkTimes(filters);
    const { limit, cursor } = filters;
    const query = toListQuery(filters, { taskQueue, userId: caller.userId });
    const token = parseToken(query, cursor);
    const key = JSON.stringify([query, limit, cursor]);
    return reply(200, await lists.get(key, () => listJobs(client, taskQueue, { query, limit, token })));
  });
}
