import { z } from 'zod';

const providerSchema = z.object({ adapter: z.string(), base_url: z.string(), mock: z.boolean() });

/** What `GET /health` answers; `hint` says what to do, null where nothing is wrong. */
export const healthSchema = z
  .object({
    status: z.literal('ok'),
    engine: z.object({
      reachable: z.boolean(),
      address: z.string(),
      namespace: z.string(),
      hint: z.string().nullable(),
    }),
    worker: z.object({
      task_queue: z.string(),
      pollers: z.int().nonnegative().nullable(),
      hint: z.string().nullable(),
    }),
    limiter: z
      .object({
        capacity: z.int(),
        held: z.int().nonnegative(),
        waiting: z.int().nonnegative(),
        paused: z.boolean(),
      })
      .nullable(),
    providers: z.object({ image: providerSchema, video: providerSchema }),
    mock: z.boolean(),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

/** What `GET /ready` answers when a job would run. */
export const readySchema = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' });
