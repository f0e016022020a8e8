import { createResourceStack, withResources, type ResourceStack } from '@genvideo/testing';
import type { Environment } from '@genvideo/temporal-server';
import { interleave } from '../interleave';
import { readMachine } from '../read-machine';
import type { LoadScenario } from '../scenario';
import { toScenarioName } from '../to-scenarios';
import type { EngineOptions } from './engine-options';
import {
  ENGINES,
  type DatabaseGrowth,
  type EngineMeasurement,
  type EnginePart,
  type EngineResult,
} from './engine-result';
import { measureEngineTurn } from './measure-engine-turn';
import { multiplyJobs } from './multiply-jobs';
import { HISTORY_SHARDS, openEngine, type OpenEngine } from './open-engine';
import { openSite, type Site } from './open-site';
import { readPostgresVersion } from './read-postgres-version';

export interface EngineContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const MOST_USE_ROUNDS = 2;

interface Run {
  options: EngineOptions;
  context: EngineContext;
  engines: readonly OpenEngine[];
  /** Jobs that have ended, by engine. */
  stored: Map<OpenEngine, number>;
  measurements: EngineMeasurement[];
}

function toScenarios({ jobs, useJobs }: EngineOptions): Record<'use' | 'throughput', LoadScenario> {
  const toScenario = (
    kind: LoadScenario['kind'],
    load: Omit<LoadScenario, 'kind' | 'name' | 'contestants'>,
  ) => ({
    kind,
    name: toScenarioName(load),
    ...load,
    contestants: ['genvideo' as const],
  });
  return {
    use: toScenario('use', { jobs: useJobs, limit: 10, imageSeconds: 1, videoSeconds: 2 }),
    throughput: toScenario('throughput', { jobs, limit: 50, imageSeconds: 0.03, videoSeconds: 0.03 }),
  };
}

interface Turns {
  part: EnginePart;
  scenario: LoadScenario;
  rounds: number;
}

async function takeTurns(run: Run, sites: readonly Site[], { part, scenario, rounds }: Turns): Promise<void> {
  const { context, stored, measurements } = run;
  for (const { round, contestant: site } of interleave(sites, rounds)) {
    const before = stored.get(site.engine) ?? 0;
    const measured = await measureEngineTurn(site, { part, scenario, round, stored: before, ...context });
    stored.set(site.engine, before + measured.jobs);
    measurements.push(measured);
    const { engine, jobs_per_second, use, processor_seconds: seconds } = measured;
    const cost = `${(1_000 * (seconds.engine + seconds.database)).toFixed(0)} ms of processor a job`;
    context.onProgress(
      `${part}: round ${round}: ${engine}: ${jobs_per_second.toFixed(1)} jobs/s, use ${use.toFixed(3)}, ${cost}`,
    );
  }
}

async function openSites(run: Run, scenario: LoadScenario, resources: ResourceStack): Promise<Site[]> {
  const { options, context, stored } = run;
  const sites: Site[] = [];
  for (const engine of run.engines) {
    const site = await openSite(engine, { scenario, workers: options.workers, resources });
    const short = { ...scenario, jobs: Math.min(scenario.jobs, scenario.limit) };
    const warmUp = { part: 'throughput' as const, scenario: short, round: 0, stored: 0, ...context };
    await measureEngineTurn(site, warmUp);
    stored.set(engine, (stored.get(engine) ?? 0) + short.jobs);
    sites.push(site);
  }
  return sites;
}

/** Copies jobs on PostgreSQL until there are so many; none where there are more. */
async function fillUp(
  { engines: [postgresql], context, stored }: Run,
  total: number,
): Promise<DatabaseGrowth> {
  if (!postgresql?.cluster) throw new TypeError('PostgreSQL is what grows');
  const { cluster, client } = postgresql;
  context.onProgress(`copying jobs until there are ${total}`);
  const growth = await multiplyJobs({ cluster, client, env: context.env, total, shards: HISTORY_SHARDS });
  stored.set(postgresql, growth.real + growth.copied_before + growth.copied);
  context.onProgress(`copied ${growth.copied} jobs in ${growth.copy_seconds.toFixed(0)} s`);
  return growth;
}

async function grow(run: Run, sites: readonly Site[], turns: Omit<Turns, 'part'>): Promise<DatabaseGrowth> {
  await fillUp(run, run.options.few);
  await takeTurns(run, sites, { ...turns, part: 'few' });
  const growth = await fillUp(run, run.options.many);
  await takeTurns(run, sites, { ...turns, part: 'many' });
  return growth;
}

/** Both engines side by side, taking turns; then the one on PostgreSQL with few and with many jobs in it. */
export async function runEngine(options: EngineOptions, context: EngineContext): Promise<EngineResult> {
  const { env, command, onProgress } = context;
  const machine = await readMachine();
  const startedAt = new Date();
  return withResources(async (resources) => {
    const engines: OpenEngine[] = [];
    for (const name of ENGINES) {
      onProgress(`starting the engine: ${name}`);
      engines.push(await openEngine(name, { env, resources, onProgress }));
    }
    const run: Run = { options, context, engines, stored: new Map(), measurements: [] };
    const { use, throughput } = toScenarios(options);
    const { rounds } = options;
    const inUse = createResourceStack();
    try {
      const sites = await openSites(run, use, inUse);
      await takeTurns(run, sites, { part: 'use', scenario: use, rounds: Math.min(rounds, MOST_USE_ROUNDS) });
    } finally {
      await inUse.end();
    }
    const sites = await openSites(run, throughput, resources);
    await takeTurns(run, sites, { part: 'throughput', scenario: throughput, rounds });
    const growth = await grow(run, sites, { rounds, scenario: throughput });
    return {
      command,
      started_at: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
      machine: { ...machine, temporal_server: engines[0]?.serverVersion ?? '' },
      rounds,
      workers: options.workers,
      postgres: await readPostgresVersion(env),
      measurements: run.measurements,
      growth,
    };
  });
}
