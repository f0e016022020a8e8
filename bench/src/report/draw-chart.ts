import type { BenchResult } from '../measurement';
import { drawBars, type Panel } from './draw-bars';
import { summarise, type ScenarioSummary } from './summarise';
import { summariseDepth } from './summarise-depth';
import { summariseHops } from './summarise-hops';

const COLOURS: Record<string, string> = {
  genvideo: '#2563eb',
  bare: '#64748b',
  lean: '#94a3b8',
  bullmq: '#d97706',
  mutex: '#9333ea',
};

const USEFUL = '#16a34a';
const OVERHEAD = '#dc2626';
const NEUTRAL = '#2563eb';

function toLoadPanel({ kind, scenario, contestants }: ScenarioSummary): Panel {
  const bars = contestants.map(({ contestant, use, jobsPerSecond }) => ({
    label: contestant,
    colour: COLOURS[contestant] ?? NEUTRAL,
    value: kind === 'use' ? use : jobsPerSecond,
  }));
  return kind === 'use'
    ? { title: `Use of permits: ${scenario}`, bars, digits: 3, mark: 1 }
    : { title: `Jobs per second: ${scenario}`, bars, digits: 1 };
}

function toPanels(result: BenchResult): Panel[] {
  const hops = summariseHops(result.measurements).map(({ kind, scenario, hops: parts }): Panel => ({
    title: `Where a permit’s time goes in genvideo, mean ms (${kind}: ${scenario})`,
    bars: parts.map(({ name, useful, ms }) => ({
      label: name,
      colour: useful ? USEFUL : OVERHEAD,
      value: ms,
    })),
    digits: 0,
  }));
  const depth = summariseDepth(result.depth).map(({ waiting, grantMs }) => ({
    label: `${waiting} waiting`,
    colour: NEUTRAL,
    value: grantMs,
  }));
  return [
    ...summarise(result.measurements).map(toLoadPanel),
    ...hops,
    ...(depth.length > 0 ? [{ title: 'From release to next grant, ms', bars: depth, digits: 0 }] : []),
  ];
}

/** All figures of a run as one SVG: a bar is a median, its whisker reaches from the least to the greatest round. */
export function drawChart(result: BenchResult): string {
  return drawBars(toPanels(result));
}
