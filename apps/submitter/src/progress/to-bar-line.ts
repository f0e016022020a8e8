import type { Progress } from '@genvideo/models';
import { describeProgress } from '../describe-batch';
import { drawBar } from '../draw-bar';
import { describeRemaining } from './describe-remaining';
import { describeStage } from './describe-stage';

/** A job as one line with a bar. What matters most stands first, since narrow terminals cut off the rest. */
export function toBarLine(workflowId: string, progress: Progress, nowMs: number): string {
  const parts = [
    drawBar(progress.percent),
    describeStage(progress),
    describeRemaining(progress, nowMs),
    workflowId,
    describeProgress(progress),
    // Before that it is the picture the video is made from.
    progress.status === 'completed' ? progress.asset_url : null,
  ];
  return parts.filter((part) => part !== null).join('  ');
}
