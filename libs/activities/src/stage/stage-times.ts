import { blendSeconds, DEFAULT_STAGE_SECONDS, type Stage, type StageSeconds } from '@genvideo/models';

/** What this worker has measured of how long stages take; the base of estimates. */
export interface StageTimes {
  add(stage: Stage, seconds: number): void;
  usual(): StageSeconds;
}

export function createStageTimes(): StageTimes {
  const means: Partial<StageSeconds> = {};
  return {
    add: (stage, seconds) => {
      means[stage] = blendSeconds(means[stage], seconds);
    },
    usual: () => ({ ...DEFAULT_STAGE_SECONDS, ...means }),
  };
}
