import type { Progress } from '@genvideo/models';

/** Where a job is in one or two words: `video`, `image, retrying`, `completed`. */
export function describeStage({ step, status }: Pick<Progress, 'step' | 'status'>): string {
  return status === 'running' || (status as string) === step ? step : `${step}, ${status}`;
}
