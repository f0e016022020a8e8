import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { LimiterSnapshot } from '@genvideo/models';
import { limiterPatchSchema, limiterSnapshotSchema, providerHealthSchema } from '@genvideo/models/schemas';
import {
  pauseLimiter,
  readLimiter,
  resumeLimiter,
  setLimiterCapacity,
} from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import type { Caller } from '../auth/caller';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { readProviders } from './read-providers';
import { toOwnSnapshot } from './to-own-snapshot';

/** The limiter of the task queue, and what those of the providers say of them. */
const limiterSchema = limiterSnapshotSchema
  .extend({
    providers: z.object({ image: providerHealthSchema.nullable(), video: providerHealthSchema.nullable() }),
  })
  .meta({ id: 'LimiterSnapshot' });

const EXAMPLE: z.infer<typeof limiterSchema> = {
  pool: 'generation-queue',
  capacity: 4,
  configured_capacity: 4,
  paused: false,
  draining: false,
  held: 1,
  waiting: 0,
  holders: [
    {
      workflow_id: 'job-20260131T120059-1a2b3c4d5e',
      user_id: 'ada',
      granted_at: '2026-01-31T12:00:59.412Z',
    },
  ],
  waiting_by_user: {},
  waiting_by_priority: {},
  oldest_wait_seconds: null,
  grants_per_minute: 1,
  mean_hold_seconds: 90.3,
  providers: {
    image: null,
    video: {
      pool: 'generation-queue:video',
      stage: 'video',
      provider: 'kling',
      state: 'closed',
      cause: {
        type: 'RateLimited',
        trouble: 'too_many',
        message:
          'POST https://api-singapore.klingai.com/v1/videos/image2video answered 1303: as many tasks run as the account allows',
      },
      since: '2026-01-31T12:00:04.120Z',
      next_probe_at: null,
      effective_limit: 3,
      configured_limit: 5,
      in_flight: 3,
      waiting: 1,
      openings: 0,
    },
  },
};

const OF_THE_LIMITER = {
  path: '/limiter',
  tag: 'Limiter',
  access: 'key',
  asksEngine: true,
  answers: {
    200: json(limiterSchema, {
      description: 'Where the limiter stands.',
      example: EXAMPLE,
    }),
  },
} as const;

const readContract = {
  ...OF_THE_LIMITER,
  id: 'getLimiter',
  method: 'get',
  summary: 'Permits held, who waits, and how the providers are',
  description:
    'A key that is bound to a user sees the counts, and by name that user alone. A provider is null where nothing is kept of it.',
  problems: ['NotFound', 'TimedOut'],
} as const;

const patchContract = {
  ...OF_THE_LIMITER,
  id: 'changeLimiter',
  method: 'patch',
  summary: 'Another capacity, pause, resume',
  description: 'Takes effect at once, on nothing that runs already; asking again changes nothing.',
  body: { schema: limiterPatchSchema.meta({ id: 'LimiterPatch' }), example: { capacity: 8, paused: false } },
  problems: ['Forbidden', 'NotFound', 'TimedOut'],
} as const;

type LimiterPatch = ReturnType<typeof limiterPatchSchema.parse>;

export interface LimiterOperationsOptions {
  client: Client;
  taskQueue: string;
  logger: Logger;
}

/** A pause comes before the new capacity and a resumption after it, so that nothing is granted in between. */
async function applyPatch(
  { client, taskQueue }: LimiterOperationsOptions,
  { capacity, paused }: LimiterPatch,
): Promise<LimiterSnapshot> {
  let snapshot: LimiterSnapshot | null = null;
  if (paused === true) snapshot = await pauseLimiter(client, taskQueue);
  if (capacity !== undefined) snapshot = await setLimiterCapacity(client, taskQueue, capacity);
  if (paused === false) snapshot = await resumeLimiter(client, taskQueue);
  return snapshot ?? readLimiter(client, taskQueue);
}

const checkMayChange = ({ userId }: Caller): void => {
  if (userId === null) return;
  throw new ProblemError(
    'Forbidden',
    `This key is bound to user "${userId}", and the limiter is everybody's: change it with a key that is bound to nobody.`,
  );
};

/** `GET /limiter` and `PATCH /limiter`. */
export function createLimiterOperations(options: LimiterOperationsOptions): Operation[] {
  const { client, taskQueue, logger } = options;
  const withProviders = async (snapshot: LimiterSnapshot) =>
    reply(200, { ...snapshot, providers: await readProviders(client, taskQueue) });
  return [
    operation(readContract, async ({ caller }) =>
      withProviders(toOwnSnapshot(await readLimiter(client, taskQueue), caller)),
    ),

    operation(patchContract, async ({ body, caller }) => {
      checkMayChange(caller);
      const snapshot = await applyPatch(options, body);
      logger.info({ task_queue: taskQueue, caller: caller.name, ...body }, 'limiter_changed');
      return withProviders(snapshot);
    }),
  ];
}
