import { z } from 'zod';
import type { FailureCounts } from '@genvideo/models';
import { failureCountsSchema } from '@genvideo/models/schemas';
import { createSharedReads } from '../job/create-shared-reads';
import { EXAMPLE_ID } from '../job/job-examples';
import { momentSchema } from '../job/list-filters';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { countFailures, type CountFailuresOptions } from './count-failures';

const DAY_MS = 86_400_000;

/** How long one count serves all who ask, in milliseconds; the beginning moves on by as much. */
const FRESH_MS = 10_000;

const MAX_COUNTS = 100;

const EXAMPLE: FailureCounts = {
  since: '2026-01-30T12:00:00.000Z',
  total: 3,
  counted: 3,
  causes: [
    {
      type: 'ProviderFailed',
      count: 3,
      last_at: '2026-01-31T11:58:12.000Z',
      last_workflow_id: EXAMPLE_ID,
      message: 'The video service says that the task has failed: no reason given',
    },
  ],
};

const failuresContract = {
  id: 'countFailures',
  method: 'get',
  path: '/failures',
  tag: 'Operation',
  summary: 'Why jobs failed, by cause',
  description:
    'Jobs that ended in failure or ran out of time since a moment, a day ago by default; the causes are those of the latest 500. At most ten seconds old.',
  access: 'key',
  asksEngine: true,
  parameters: {
    query: z.strictObject({
      since: momentSchema.optional().meta({ description: 'Ended at this time or later.' }),
    }),
  },
  answers: {
    200: json(failureCountsSchema, { description: 'The causes, the most frequent first.', example: EXAMPLE }),
  },
  problems: ['StorageUnavailable'],
} as const;

const aDayAgo = (): string => new Date(Math.floor((Date.now() - DAY_MS) / FRESH_MS) * FRESH_MS).toISOString();

/** `GET /failures`. */
export function createFailuresOperation(options: CountFailuresOptions): Operation {
  const counts = createSharedReads<FailureCounts>(MAX_COUNTS, { freshMs: FRESH_MS });
  return operation(failuresContract, async ({ query, caller: { userId } }) => {
    const scope = { since: query.since ?? aDayAgo(), userId };
    return reply(200, await counts.get(JSON.stringify(scope), () => countFailures(options, scope)));
  });
}
