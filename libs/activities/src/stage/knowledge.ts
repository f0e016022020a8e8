import type { StageHeartbeat } from '@genvideo/models';

/** What is known of a try's paid task. */
export type Knowledge = Pick<StageHeartbeat, 'submission' | 'task_id' | 'percent'>;
