import { isGrpcServiceError, type Client } from '@temporalio/client';
import { z } from 'zod';
import { callEngine } from '@genvideo/progress-client/direct';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { createSharedReads } from './create-shared-reads';
import { EXAMPLE_ID } from './job-examples';
import { listedJobSchema } from './job-schemas';
import { listFiltersSchema, type JobFilters } from './list-filters';
import { toListQuery } from './list-query';
import { parseCursor, toCursor } from './page-cursor';
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

const refuse = (field: string, problem: string): ProblemError =>
  new ProblemError('BadRequest', `The query is not right: ${field} ${problem}.`, {
    problems: [{ field, problem }],
  });

const checkTimes = ({ since, until }: JobFilters): void => {
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until))
    throw refuse('until', 'must be later than since');
};

const refuseCursor = (): ProblemError =>
  refuse('cursor', 'is no next_cursor of a list with these filters; leave it out to begin anew');

const toToken = (query: string, cursor: string | undefined): Uint8Array => {
  if (cursor === undefined) return new Uint8Array();
  const token = parseCursor(query, cursor);
  if (token === null) throw refuseCursor();
  return token;
};

/** How many lists are remembered for a second. */
const MAX_LISTS = 500;

/** What the engine says of a token that it never gave, by the database behind it: UNKNOWN, INVALID_ARGUMENT. */
const TOKEN_REFUSALS: readonly number[] = [2, 3];

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
const listJobs = async (client: Client, taskQueue: string, request: ListRequest): Promise<JobPage> => {
  try {
    return await callEngine(client, { workflowId: taskQueue }, () => readPage(client, request));
  } catch (error) {
    const isRefused = isGrpcServiceError(error) && TOKEN_REFUSALS.includes(error.code);
    throw isRefused && request.token.length > 0 ? refuseCursor() : error;
  }
};

/** `GET /workflows`. However many ask for the same list, the engine is asked once a second: it answers few. */
export function createListOperation(client: Client, taskQueue: string): Operation {
  const lists = createSharedReads<JobPage>(MAX_LISTS);
  return operation(listContract, async ({ query: filters, caller }) => {
    checkTimes(filters);
    const { limit, cursor } = filters;
    const query = toListQuery(filters, { taskQueue, userId: caller.userId });
    const token = toToken(query, cursor);
    const key = JSON.stringify([query, limit, cursor]);
    return reply(200, await lists.get(key, () => listJobs(client, taskQueue, { query, limit, token })));
  });
}
