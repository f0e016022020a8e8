import { blendSeconds, DEFAULT_STAGE_SECONDS, type Stage, type StageSeconds } from '@genvideo/models';

/** What this worker has measured of how long stages take; the base of estimates. */
export interface StageTimes {
  add(stage: Stage, seconds: number): void;
  usual(): StageSeconds;
  /** What has been measured of a stage, in milliseconds; 0 when nothing has. */
  toMeasuredMs(stage: Stage): number;
}

export function createStageTimes(): StageTimes {
  const means: Partial<StageSeconds> = {};
  return {
    add: (stage, seconds) => {
      means[stage] = blendSeconds(means[stage], seconds);
    },
    usual: () => ({ ...DEFAULT_STAGE_SECONDS, ...means }),
    toMeasuredMs: (stage) => (means[stage] ?? 0) * 1_000,
  };
}
