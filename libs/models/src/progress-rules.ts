import type { Progress, Step } from './schemas/progress';
import type { Stage } from './submission-id';

/** Which stages a job goes through: the image alone, the video alone (from a given picture), or both. */
export type StagePlan = readonly Stage[];

/** The stages of a job, in order. */
export function toStagePlan(job: { job_type: Stage; image_url: string | null }): StagePlan {
  if (job.job_type === 'image') return ['image'];
  return job.image_url === null ? ['image', 'video'] : ['video'];
}

/** The percent of the whole job at which the provider's work is over and only storing remains. */
const STORING_STARTS_AT = 95;

/** How much of a job each stage takes. A video takes several times as long to make as a picture. */
const STAGE_WEIGHT: Record<Stage, number> = { image: 1, video: 3 };

/**
 * The percent of the whole job when a stage is `stagePercent` (0 to 100) done. Rounded down, so that 95 means that
 * the providers have really ended.
 */
export function toJobPercent(plan: StagePlan, stage: Stage, stagePercent: number): number {
  const total = plan.reduce((sum, each) => sum + STAGE_WEIGHT[each], 0);
  const before = plan.slice(0, plan.indexOf(stage)).reduce((sum, each) => sum + STAGE_WEIGHT[each], 0);
  const done = before + (STAGE_WEIGHT[stage] * Math.min(100, Math.max(0, stagePercent))) / 100;
  return Math.floor((STORING_STARTS_AT * done) / total);
}

/** The percent at which a step begins. */
export function toStepPercent(plan: StagePlan, step: Step): number {
  switch (step) {
    case 'pending':
    case 'failed':
      return 0;
    case 'image':
    case 'video':
      return toJobPercent(plan, step, 0);
    case 'processing':
      return STORING_STARTS_AT;
    case 'completed':
      return 100;
  }
}

/** The progress of a job that has not begun. */
export function createProgress(at: Date): Progress {
  return {
    step: 'pending',
    status: 'pending',
    percent: 0,
    message: 'Waiting to start',
    error_message: null,
    asset_url: null,
    estimated_completion: null,
    updated_at: at.toISOString(),
  };
}

/** The next progress: the given fields change, percent never goes down, and the time is `at`. */
export function advanceProgress(
  current: Progress,
  change: Partial<Omit<Progress, 'updated_at'>>,
  at: Date,
): Progress {
  const percent = Math.max(current.percent, change.percent ?? 0);
  return { ...current, ...change, percent, updated_at: at.toISOString() };
}

/** Whether a job has ended and its progress no longer changes. */
export function isTerminal(progress: Pick<Progress, 'status'>): boolean {
  return progress.status === 'completed' || progress.status === 'failed' || progress.status === 'cancelled';
}

/** How many entries the history of a job's progress keeps: its first and its latest. */
export const MAX_PROGRESS_HISTORY = 50;

/** Appends to a bounded history; the first entry stays, the oldest of the others goes. */
export function appendProgress(history: readonly Progress[], next: Progress): Progress[] {
  const [first, ...rest] = [...history, next];
  if (first === undefined || rest.length < MAX_PROGRESS_HISTORY) return [...history, next];
  return [first, ...rest.slice(1 - MAX_PROGRESS_HISTORY)];
}
