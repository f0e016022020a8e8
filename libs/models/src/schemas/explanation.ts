import { z } from 'zod';
import { batchHeartbeatSchema } from './batch';
import { failureTypeSchema } from './failure';
import { workflowStatusSchema } from './job-answers';
import { cancelOutcomeSchema, lateResultSchema } from './job-result';
import { permitHolderSchema } from './limiter';
import { providerHealthSchema } from './provider-health';

const dateTime = z.iso.datetime();

/** Why a job is where it is. */
export const explanationStateSchema = z.enum([
  'waiting_for_worker',
  'waiting_for_permit',
  'starting',
  'parked',
  'waiting_for_provider',
  'retrying',
  'storing',
  'cleaning_up',
  'running',
  'stuck',
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'timed_out',
]);
export type ExplanationState = z.infer<typeof explanationStateSchema>;

const actorSchema = z.enum(['caller', 'operator', 'provider', 'nobody']);

/** No worker takes the job. `command` starts one. */
const missingWorkerSchema = z.object({
  task_queue: z.string(),
  waits: z.enum(['workflow_task', 'activity']),
  since: dateTime,
  command: z.string(),
});

/**
 * The permit that the job waits for: `place` counts from 1 and `starts_at` is an estimate, both null where nobody can
 * tell. `holders` are the ten that have held theirs longest.
 */
const missingPermitSchema = z.object({
  place: z.int().positive().nullable(),
  of: z.int().positive().nullable(),
  starts_at: dateTime.nullable(),
  capacity: z.int(),
  held: z.int().nonnegative(),
  paused: z.boolean(),
  draining: z.boolean(),
  holders: z.array(permitHolderSchema),
});

/**
 * The provider that gives the job no room at the moment: it is in trouble, or has enough to do. `place` counts from 1; it
 * is null where nobody can tell, and for a job that may have a task there already: that one goes on first.
 */
const providerLineSchema = providerHealthSchema.extend({ place: z.int().positive().nullable() });

/**
 * The provider that works on a stage. `percent` is the stage's own; `silence` says why the latest look got no answer.
 * `usual_seconds` comes from how long jobs held their permits lately where that is known (`usual_is_measured`).
 */
const awaitedProviderSchema = z.object({
  stage: z.enum(['image', 'video']),
  try: z.int().positive(),
  task_id: z.string().nullable(),
  submission: z.enum(['none', 'unknown', 'made']),
  percent: z.int().min(0).max(100),
  since: dateTime.nullable(),
  answered_at: dateTime.nullable(),
  next_look_at: dateTime.nullable(),
  silence: z.string().nullable(),
  usual_seconds: z.number().nonnegative(),
  usual_is_measured: z.boolean(),
});

/** What is tried again: try `try`, because of `reason`, at `next_at`; null once it is under way. */
const awaitedRetrySchema = z.object({
  what: z.enum(['image', 'video', 'storing', 'cleaning_up', 'batch', 'workflow']),
  try: z.int().positive(),
  costs_a_submission: z.boolean(),
  type: z.string().nullable(),
  reason: z.string().nullable(),
  next_at: dateTime.nullable(),
});

/** Why the job did not complete; `docs` is a heading of the documentation. */
const explainedFailureSchema = z.object({
  type: failureTypeSchema,
  message: z.string(),
  who_acts: actorSchema,
  docs: z.string(),
});

/** What `GET /workflows/{workflow_id}/explain` answers. What does not belong to the state is null. */
export const explanationSchema = z
  .object({
    workflow_id: z.string(),
    workflow_type: z.string(),
    workflow_status: workflowStatusSchema,
    task_queue: z.string(),
    state: explanationStateSchema,
    sentence: z.string(),
    /** Since when the job is in this state. */
    since: dateTime.nullable(),
    who_acts: actorSchema,
    /** What to do, null when nobody has to do anything. */
    next_step: z.string().nullable(),
    percent: z.int().min(0).max(100),
    worker: missingWorkerSchema.nullable(),
    permit: missingPermitSchema.nullable(),
    line: providerLineSchema.nullable(),
    provider: awaitedProviderSchema.nullable(),
    retry: awaitedRetrySchema.nullable(),
    failure: explainedFailureSchema.nullable(),
    /** How the items of a batch stand. */
    batch: batchHeartbeatSchema.shape.batch.nullable(),
    /** What became of the task of a job that was cancelled or ran out of time. */
    cancel_outcome: cancelOutcomeSchema.nullable().default(null),
    /** What is still to come, or came, after the job's end. */
    late: lateResultSchema.nullable().default(null),
    timestamp: dateTime,
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof explanationSchema>;
