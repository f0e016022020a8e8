import type { JSX } from 'preact';
import type { LimiterHistory, LimiterSnapshot } from '@genvideo/progress-client';
import { toNumber } from '../format/to-number';
import { now } from '../shell/now';
import { TEXTS } from '../texts';
import { toAreaPath, toLinePath, toNiceMost, type Frame, type Point } from './chart-paths';

const { operations: texts } = TEXTS;

type Sample = LimiterHistory['samples'][number];

/** How far back the charts go, in minutes. */
const MINUTES = 10;

const WIDTH = 600;

const toPoints = (samples: readonly Sample[], name: 'capacity' | 'held' | 'waiting'): Point[] =>
  samples.flatMap((sample) => {
    const value = sample[name];
    return value === null ? [] : [{ atMs: Date.parse(sample.at), value }];
  });

interface PlotProps {
  samples: readonly Sample[];
  frame: Omit<Frame, 'most'>;
  name: 'held' | 'waiting';
}

function Plot({ samples, frame: bare, name }: PlotProps): JSX.Element {
  const points = toPoints(samples, name);
  const capacity = name === 'held' ? toPoints(samples, 'capacity') : [];
  const values = [...points, ...capacity].map(({ value }) => value);
  const frame = { ...bare, most: toNiceMost(Math.max(0, ...values)) };
  const { width, height, most } = frame;
  return (
    <div class={`plot plot-${name}`}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="plot-grid" d={`M0 .5H${width}M0 ${height / 2}H${width}M0 ${height - 0.5}H${width}`} />
        <path class="plot-area" d={toAreaPath(points, frame)} />
        <path class="plot-line" d={toLinePath(points, frame)} />
        {name === 'held' && <path class="plot-limit" d={toLinePath(capacity, frame)} />}
      </svg>
      <span class="plot-most">{toNumber(most)}</span>
      <span class="plot-least">{toNumber(0)}</span>
    </div>
  );
}

export interface LimitChartProps {
  samples: readonly Sample[];
  limiter: LimiterSnapshot;
}

/** How much ran and waited lately, against the limit. The present figures are told in words, too. */
export function LimitChart({ samples, limiter }: LimitChartProps): JSX.Element {
  const toMs = Math.max(now.value.getTime(), Date.parse(samples.at(-1)?.at ?? '') || 0);
  const frame = { fromMs: toMs - MINUTES * 60_000, toMs, width: WIDTH };
  const { held, capacity, waiting } = limiter;
  return (
    <div class="limit-chart" role="img" aria-label={texts.chartLabel(held, capacity, waiting)}>
      <Plot samples={samples} frame={{ ...frame, height: 140 }} name="held" />
      <Plot samples={samples} frame={{ ...frame, height: 60 }} name="waiting" />
      <div class="plot-times" aria-hidden="true">
        <span>{texts.chart(MINUTES)}</span>
        <span>{TEXTS.units.now}</span>
      </div>
    </div>
  );
}
