import type { LateResult, Stage } from '@genvideo/models';

/** What is told of a job's late result when its end is told. */
export const toAwaited = (
  { stage, task_id }: { stage: Stage; task_id: string | null },
  now: Date,
): LateResult => ({
  state: 'awaited',
  stage,
  task_id,
  assets: [],
  message: 'What its task makes is waited for and kept.',
  updated_at: now.toISOString(),
});
