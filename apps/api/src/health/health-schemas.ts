import { z } from 'zod';
import { providerHealthSchema, providerTroubleSchema } from '@genvideo/models/schemas';

/** How a provider is, without its own words: nobody needs a key to see this. Null where nothing is kept of it. */
const keptHealthSchema = providerHealthSchema
  .pick({ state: true, since: true, next_probe_at: true, effective_limit: true, configured_limit: true })
  .extend({
    ...providerHealthSchema.pick({ in_flight: true, waiting: true }).shape,
    trouble: providerTroubleSchema.nullable(),
  });

const providerSchema = z.object({
  adapter: z.string(),
  base_url: z.string(),
  mock: z.boolean(),
  health: keptHealthSchema.nullable(),
  hint: z.string().nullable(),
});

/** What `GET /health` answers; `hint` says what to do, null where nothing is wrong; `store_id` tells one store from another. */
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
    storage: z.object({ kind: z.enum(['disk', 's3']), store_id: z.string().nullable() }),
    mock: z.boolean(),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

/** What `GET /ready` answers when a job would run. */
export const readySchema = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' });
