import { z } from 'zod';
import { failureTypeSchema } from './failure';

/**
 * What a failed request says of its provider as a whole, and not of the one job it was about.
 *
 * - `maintenance`: the provider says itself that it is not there at the moment
 * - `server_error`: it failed, in a way that has nothing to do with what it was asked
 * - `unreachable`: nobody answers
 * - `account`: in arrears, used up, without permission
 * - `credentials`: it does not know the key
 * - `too_many`: as many tasks run as it allows at once
 * - `too_fast`: too many requests in a short time
 */
export const providerTroubleSchema = z.enum([
  'maintenance',
  'server_error',
  'unreachable',
  'account',
  'credentials',
  'too_many',
  'too_fast',
]);
export type ProviderTrouble = z.infer<typeof providerTroubleSchema>;

/**
 * What a provider is given to do: all there is (`closed`); nothing (`open`); one task, to see whether it works again
 * (`half_open`); little, and more with each that it takes (`ramping`).
 */
export const providerStateSchema = z.enum(['closed', 'open', 'half_open', 'ramping']);
export type ProviderState = z.infer<typeof providerStateSchema>;

/** Why a provider is given less than it could have. */
export const providerCauseSchema = z.object({
  type: failureTypeSchema,
  trouble: providerTroubleSchema,
  message: z.string(),
});
export type ProviderCause = z.infer<typeof providerCauseSchema>;

/** How a provider is, over all workers: what the limiter of its pool answers to `get_provider_health`. */
export const providerHealthSchema = z.object({
  pool: z.string(),
  stage: z.enum(['image', 'video']),
  /** The adapter's name, as in IMAGE_PROVIDER and VIDEO_PROVIDER. */
  provider: z.string(),
  state: providerStateSchema,
  /** The latest trouble; null when there is none that still has a consequence. */
  cause: providerCauseSchema.nullable(),
  /** When it came to its present state. */
  since: z.iso.datetime(),
  /** From when on one task may be tried; null unless the state is `open`. */
  next_probe_at: z.iso.datetime().nullable(),
  /** How many tasks it may have at present; null when there is no limit, 0 while the state is `open`. */
  effective_limit: z.int().nonnegative().nullable(),
  /** IMAGE_MAX_IN_FLIGHT or VIDEO_MAX_IN_FLIGHT; null when not set. */
  configured_limit: z.int().positive().nullable(),
  /** Jobs that have, or may have, a task at the provider. */
  in_flight: z.int().nonnegative(),
  /** Jobs that wait for it. */
  waiting: z.int().nonnegative(),
  /** How often it came to the state `open`, since its pool began. */
  openings: z.int().nonnegative(),
});
export type ProviderHealth = z.infer<typeof providerHealthSchema>;
