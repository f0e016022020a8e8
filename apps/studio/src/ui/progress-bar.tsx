import type { JSX } from 'preact';
import type { ProgressStatus } from '@genvideo/progress-client';
import { toPercent } from '../format/to-percent';

export interface ProgressBarProps {
  percent: number;
  status: ProgressStatus;
  label: string;
}

/** How far something is. The bar is scaled, not resized: that costs the page no layout. */
export function ProgressBar({ percent, status, label }: ProgressBarProps): JSX.Element {
  return (
    <div
      class={`progress progress-${status}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={toPercent(percent)}
    >
      <div class="progress-fill" style={{ transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}
