import { drawBars, type Panel } from '../report/draw-bars';
import type { Spread } from '../report/spread';
import type { EngineName, EnginePart, EngineResult } from './engine-result';
import { summariseEngine, type EngineSummary } from './summarise-engine';

const COLOURS: Record<EngineName, string> = { postgresql: '#2563eb', memory: '#64748b' };

const isGrowth = (part: EnginePart): boolean => part === 'few' || part === 'many';

interface Drawing {
  title: string;
  digits: number;
  mark?: number;
  wants: (part: EnginePart) => boolean;
  read: (summary: EngineSummary) => Spread;
}

const DRAWINGS: readonly Drawing[] = [
  {
    title: 'Jobs per second, both engines taking turns',
    digits: 1,
    wants: (part) => part === 'throughput',
    read: ({ jobsPerSecond }) => jobsPerSecond,
  },
  { title: 'Use of permits', digits: 3, mark: 1, wants: (part) => part === 'use', read: ({ use }) => use },
  {
    title: 'Growth: processor ms per job, engine and PostgreSQL',
    digits: 0,
    wants: isGrowth,
    read: ({ cost }) => cost.total,
  },
  {
    title: 'Growth: jobs per second',
    digits: 1,
    wants: isGrowth,
    read: ({ jobsPerSecond }) => jobsPerSecond,
  },
];

/** All figures of a run as one SVG: a bar is a median, its whisker reaches from the least to the greatest round. */
export function drawEngineChart({ measurements }: Pick<EngineResult, 'measurements'>): string {
  const summaries = summariseEngine(measurements);
  const panels = DRAWINGS.map(({ wants, read, ...rest }): Panel => {
    const bars = summaries
      .filter(({ part }) => wants(part))
      .map((summary) => ({
        label: isGrowth(summary.part) ? `${summary.engine}, ${summary.stored} stored` : summary.engine,
        colour: COLOURS[summary.engine],
        value: read(summary),
      }));
    return { ...rest, bars };
  });
  return drawBars(panels.filter(({ bars }) => bars.length > 0));
}
