import { z } from 'zod';

/**
 * What a stage tells the engine while it watches its task: readers merge it into the job's progress, and the next
 * worker finds the task by it. `percent` is the stage's own, 0 to 100.
 */
export const stageHeartbeatSchema = z.object({
  stage: z.enum(['image', 'video']),
  attempt: z.int().positive(),
  task_id: z.string(),
  percent: z.int().min(0).max(100),
});
export type StageHeartbeat = z.infer<typeof stageHeartbeatSchema>;
