import { z } from 'zod';
import type { Stage } from '../submission-id';
import type { ProviderCause, ProviderHealth } from './provider-health';

/** The most permits a pool may have. */
export const MAX_CAPACITY = 10_000;

/** How many jobs may execute at once. */
export const capacitySchema = z
  .int()
  .refine((capacity) => capacity >= 1, {
    message: 'must be at least 1; to stop granting permits, pause instead: {"paused": true}',
  })
  .max(MAX_CAPACITY)
  .meta({ minimum: 1 });

/** What `PATCH /limiter` takes: at least one of the two. */
export const limiterPatchSchema = z
  .strictObject({ capacity: capacitySchema.optional(), paused: z.boolean().optional() })
  .refine(({ capacity, paused }) => capacity !== undefined || paused !== undefined, {
    message: 'must have capacity, paused or both',
  });

/** A job that asks for a permit. Asking again changes nothing. */
export interface PermitRequest {
  workflow_id: string;
  user_id: string;
  priority: number;
}

/** What a stage says of its provider, and of its own permit there. */
export interface ProviderReport extends PermitRequest {
  /** The permit it is about; one that is not held any more has been spoken of. */
  lease: number;
  /** `served` when the provider took a task or brought one to its end; null when nothing can be said of it. */
  word: 'served' | ProviderCause | null;
  /**
   * `stay`: the permit is needed further. `leave`: it is not. `wait`: nothing is at the provider, and the job stands in
   * line again. `sleep`: likewise, but a task may be there, so the job keeps its place among those in flight.
   */
  then: 'stay' | 'leave' | 'wait' | 'sleep';
}

/** Which of some jobs hold a permit for a provider, in the order in which they were asked for. */
export interface ProviderLeases {
  /** The number of each one's permit; null when it holds none, 0 when it is not known. */
  leases: (number | null)[];
  /** Whether it is of interest that the provider takes a task. */
  wants_word: boolean;
  health: ProviderHealth;
}

/** What workers tell a limiter, many jobs at a time. Everything in it is idempotent. */
export interface PermitTraffic {
  acquire?: PermitRequest[];
  /** Jobs that hold a permit, as they say when a limiter begins anew. */
  held?: PermitRequest[];
  /** Jobs that no longer need a permit, whether they held one or waited. */
  release?: string[];
  /** Of providers' pools: jobs that ask for a permit and look themselves whether they got it at once. */
  claims?: PermitRequest[];
  /** Of providers' pools. */
  reports?: ProviderReport[];
}

/** What a worker's configuration says; it takes effect when it differs from what was configured before. */
export interface LimiterConfiguration {
  capacity: number;
  reconcile_seconds: number;
  /** Whose pool it is; absent for that of a task queue. */
  provider?: PooledProvider;
}

/** The provider of a pool: the adapter's name, and what it makes. */
export interface PooledProvider {
  name: string;
  stage: Stage;
}

/** A job that holds a permit. */
export const permitHolderSchema = z.object({
  workflow_id: z.string(),
  user_id: z.string(),
  granted_at: z.iso.datetime(),
});
export type PermitHolder = z.infer<typeof permitHolderSchema>;

const countsSchema = z.record(z.string(), z.int().nonnegative());

/** Where a pool stands. Times are in seconds. */
export const limiterSnapshotSchema = z.object({
  pool: z.string(),
  capacity: z.int(),
  configured_capacity: z.int(),
  paused: z.boolean(),
  draining: z.boolean(),
  held: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  holders: z.array(permitHolderSchema),
  waiting_by_user: countsSchema,
  waiting_by_priority: countsSchema,
  oldest_wait_seconds: z.number().nonnegative().nullable(),
  grants_per_minute: z.number().nonnegative(),
  mean_hold_seconds: z.number().nonnegative().nullable(),
});
export type LimiterSnapshot = z.infer<typeof limiterSnapshotSchema>;

/** The jobs that wait, in the order in which they will be granted a permit, and what estimates need. */
export interface LimiterQueue {
  waiting: string[];
  capacity: number;
  held: number;
  paused: boolean;
  mean_hold_seconds: number | null;
}
