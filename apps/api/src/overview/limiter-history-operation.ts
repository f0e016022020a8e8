import { z } from 'zod';
import { limiterHistorySchema } from '@genvideo/models/schemas';
import { momentSchema } from '../job/list-filters';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import type { LimiterHistoryKeeper } from './create-limiter-history';

const historyContract = {
  id: 'getLimiterHistory',
  method: 'get',
  path: '/limiter/history',
  tag: 'Limiter',
  summary: 'Where the limiter stood lately',
  description:
    'As this API process noted it, for up to an hour and since its own start: every 10 s, every 2 s while somebody asks for this. Nothing is noted while nobody can tell, without a worker for one.',
  access: 'key',
  parameters: {
    query: z.strictObject({
      since: momentSchema.optional().meta({ description: 'Only what was noted after this time.' }),
    }),
  },
  answers: {
    200: json(limiterHistorySchema, {
      description: 'The samples, oldest first.',
      example: {
        interval_seconds: 10,
        samples: [{ at: '2026-01-31T12:00:59.012Z', capacity: 4, held: 4, waiting: 12, paused: false }],
      },
    }),
  },
} as const;

/** `GET /limiter/history`. */
export function createLimiterHistoryOperation(history: LimiterHistoryKeeper): Operation {
  return operation(historyContract, ({ query: { since } }) => {
    const samples = [...history.read(since === undefined ? 0 : Date.parse(since))];
    return reply(200, { interval_seconds: history.intervalSeconds, samples });
  });
}
