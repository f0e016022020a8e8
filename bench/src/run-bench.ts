import type { Environment } from '@genvideo/temporal-server';
import type { BenchOptions } from './bench-options';
import { measureDepth } from './depth/measure-depth';
import { SUGGEST_CONTINUE_AS_NEW } from './depth/measure-state-bytes';
import { interleave } from './interleave';
import { measureLoad } from './measure-load';
import type { BenchResult } from './measurement';
import { readMachine } from './read-machine';
import type { DepthScenario, LoadScenario } from './scenario';
import { openStand, type StandOptions } from './stand/open-stand';
import type { Stand } from './stand/stand';
import { toScenarios } from './to-scenarios';
import { withinTime } from './within-time';
import { withTicker } from './with-ticker';

export interface BenchContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

/** How long one limiter may take to be filled and measured. */
const DEPTH_TIMEOUT_MS = 180_000;

type Findings = Pick<BenchResult, 'measurements' | 'depth' | 'notes'> & { serverVersion: string };

interface Run {
  options: BenchOptions;
  context: BenchContext;
  findings: Findings;
}

async function withStand(
  { context, findings }: Run,
  settings: Pick<StandOptions, 'imageSeconds' | 'videoSeconds' | 'dynamicConfig'>,
  measure: (stand: Stand) => Promise<void>,
): Promise<void> {
  const { env, onProgress } = context;
  const stand = await openStand({ ...settings, env, onProgress });
  findings.serverVersion = stand.serverVersion;
  try {
    await measure(stand);
  } finally {
    await stand.close();
  }
}

async function runLoad(scenario: LoadScenario, run: Run): Promise<void> {
  const { options, context, findings } = run;
  const { signal, onProgress } = context;
  const { imageSeconds, videoSeconds } = scenario;
  await withStand(run, { imageSeconds, videoSeconds }, (stand) =>
    measureLoad(scenario, {
      stand,
      signal,
      onProgress,
      rounds: options.rounds,
      onMeasured: (measured) => {
        findings.measurements.push(measured);
        const { contestant, round, makespan_seconds, jobs_per_second, use } = measured;
        const figures = `${makespan_seconds.toFixed(2)} s, ${jobs_per_second.toFixed(1)} jobs/s, use ${use.toFixed(3)}`;
        onProgress(`${scenario.kind}: ${scenario.name}: round ${round}: ${contestant}: ${figures}`);
      },
      onNote: (note) => {
        if (findings.notes.includes(note)) return;
        findings.notes.push(note);
        onProgress(note);
      },
    }),
  );
}

async function runDepth({ name, depths, releases }: DepthScenario, run: Run): Promise<void> {
  const { options, context, findings } = run;
  const settings = { imageSeconds: 0, videoSeconds: 0, dynamicConfig: SUGGEST_CONTINUE_AS_NEW };
  await withStand(run, settings, async (stand) => {
    for (const { round, contestant: waiting } of interleave(depths, options.rounds)) {
      const what = `${name}: round ${round}: ${waiting} waiting`;
      const limit = { what, timeoutMs: DEPTH_TIMEOUT_MS, signal: context.signal };
      const measured = await withTicker({ toLine: () => what, write: context.onProgress }, () =>
        withinTime(limit, measureDepth(stand, { round, waiting, releases })),
      );
      findings.depth.push(measured);
      const { grant_ms, state_bytes } = measured;
      context.onProgress(`${what}: ${grant_ms.median} ms to the next grant, state ${state_bytes} bytes`);
    }
  });
}

/** Measures everything that the options ask for, one scenario after the other, each on a stand of its own. */
export async function runBench(options: BenchOptions, context: BenchContext): Promise<BenchResult> {
  const machine = await readMachine();
  const startedAt = new Date();
  const findings: Findings = { measurements: [], depth: [], notes: [], serverVersion: '' };
  const run = { options, context, findings };
  for (const scenario of toScenarios(options)) {
    context.onProgress(`${scenario.kind}: ${scenario.name}: starting engine, mock and workers`);
    await (scenario.kind === 'depth' ? runDepth(scenario, run) : runLoad(scenario, run));
  }
  const { serverVersion: temporal_server, ...found } = findings;
  return {
    command: context.command,
    started_at: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
    machine: { ...machine, temporal_server },
    rounds: options.rounds,
    ...found,
  };
}
