import { z } from 'zod';

/**
 * What a stage tells the engine while it runs: readers merge it into the job's progress, and after a crash the next
 * worker goes on from it. `percent` is the stage's own, 0 to 100; `run` counts the runs of one try from 1.
 * `submission` says what is known of the paid task: `made` when `task_id` names it, `none` when the provider has
 * definitely not been asked, `unknown` otherwise, so also before anything was sent: a crash may come at any moment.
 */
export const stageHeartbeatSchema = z.object({
  stage: z.enum(['image', 'video']),
  attempt: z.int().positive(),
  run: z.int().positive(),
  submission: z.enum(['none', 'unknown', 'made']),
  task_id: z.string().nullable(),
  percent: z.int().min(0).max(100),
  /** When the provider last said how far the task is. */
  answered_at: z.iso.datetime().optional(),
  /** Why the latest look at the task got no usable answer, null once one did. */
  silence: z.string().nullable().optional(),
});
export type StageHeartbeat = z.infer<typeof stageHeartbeatSchema>;
