import type { Progress } from '@genvideo/models';

/** What starts a worker on this machine. */
export const START_WORKER = 'npx nx serve worker';

/** The progress of a job that nobody works on: whoever looks at it is told what to do. */
export function withoutWorker(progress: Progress, taskQueue: string): Progress {
  return {
    ...progress,
    message: `Waiting for a worker: none polls the task queue "${taskQueue}". Start one with "${START_WORKER}"`,
    estimated_completion: null,
  };
}
