import { z } from 'zod';

/** What the signal `kling_done` carries: a hint that a stage's task has ended, and what the provider said of it. */
export const providerCallbackSchema = z.object({
  stage: z.enum(['image', 'video']),
  attempt: z.int().positive(),
  task_id: z.string(),
  status: z.enum(['completed', 'failed']),
});
export type ProviderCallback = z.infer<typeof providerCallbackSchema>;
