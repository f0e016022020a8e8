import type { Client } from '@temporalio/client';
import type { JobPage } from '@genvideo/models';
import { jobPageSchema } from '@genvideo/models/schemas';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { createSharedReads } from './create-shared-reads';
import { EXAMPLE_ID } from './job-examples';
import { checkTimes } from './check-times';
import { listFiltersSchema } from './list-filters';
import { toListQuery } from './list-query';
import { toCursor } from './page-cursor';
import { listPage } from './list-page';
import { parseToken } from './page-token';

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
    200: json(jobPageSchema, {
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

/** How many lists are remembered for a second. */
const MAX_LISTS = 500;

/** `GET /workflows`. However many ask for the same list, the engine is asked once a second: it answers few. */
export function createListOperation(client: Client, taskQueue: string): Operation {
  const lists = createSharedReads<JobPage>(MAX_LISTS);
  return operation(listContract, async ({ query: filters, caller }) => {
    checkTimes(filters);
    const { limit, cursor } = filters;
    const query = toListQuery(filters, { taskQueue, userId: caller.userId });
    const token = parseToken(query, cursor);
    const key = JSON.stringify([query, limit, cursor]);
    const page = await lists.get(key, async () => {
      const { jobs, next } = await listPage(client, taskQueue, { query, limit, token });
      return { workflows: jobs, next_cursor: next && toCursor(query, next) };
    });
    return reply(200, page);
  });
}
