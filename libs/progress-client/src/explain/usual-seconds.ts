import { DEFAULT_STAGE_SECONDS, type Stage, type StagePlan } from '@genvideo/models';

/** How long a stage takes as a rule, in seconds. */
export interface UsualSeconds {
  seconds: number;
  /** Whether that comes from how long jobs held their permits lately, and not from what is assumed of any. */
  measured: boolean;
}

/**
 * How long a stage takes as a rule: its share of what jobs held their permits for lately, or what is assumed.
 * @param holdSeconds the mean over all jobs; null before anything has been measured
 */
export function toUsualSeconds(plan: StagePlan, stage: Stage, holdSeconds: number | null): UsualSeconds {
  const assumed = DEFAULT_STAGE_SECONDS[stage];
  if (holdSeconds === null) return { seconds: assumed, measured: false };
  const whole = plan.reduce((sum, each) => sum + DEFAULT_STAGE_SECONDS[each], 0);
  return { seconds: (holdSeconds * assumed) / Math.max(whole, assumed), measured: true };
}
