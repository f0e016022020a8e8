import type { StagePlan } from './progress-rules';
import type { Stage } from './submission-id';

/** How long each stage usually takes, in seconds, as measured by the workers. */
export type StageSeconds = Record<Stage, number>;

/** What is assumed before anything has been measured. */
export const DEFAULT_STAGE_SECONDS: StageSeconds = { image: 15, video: 90 };

/** What storing and the bookkeeping between stages take, in seconds. */
const STORING_SECONDS = 1;

/** What is left of a job when it is at `stage`, `stagePercent` (0 to 100) of which is done; in seconds. */
export function toRemainingSeconds(
  plan: StagePlan,
  usual: StageSeconds,
  at: { stage: Stage; stagePercent: number },
): number {
  const left = plan.slice(plan.indexOf(at.stage)).reduce((sum, stage) => sum + usual[stage], 0);
  return left - (usual[at.stage] * at.stagePercent) / 100 + STORING_SECONDS;
}

/** A running mean in which the latest measurement weighs a fifth. */
export function blendSeconds(mean: number | undefined, measured: number): number {
  return mean === undefined ? measured : mean * 0.8 + measured * 0.2;
}
