import { spawnSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, WORKSPACE_ROOT } from '@genvideo/testing';
import { checkEvidence } from './check/check-evidence';
import type { Evidence } from './evidence/evidence';
import { settle } from './evidence/settle';
import type { ChaosRun, TroubleLog } from './faults/chaos-run';
import { heal } from './faults/heal';
import { runSchedule } from './faults/run-schedule';
import { createJournal } from './load/journal';
import { runClients } from './load/run-clients';
import type { ChaosResult } from './report/chaos-result';
import { summariseRun } from './report/summarise-run';
import { makeSchedule } from './schedule/make-schedule';
import type { ChaosStand, Crew, WorkerVersion } from './stand/chaos-stand';
import type { ChaosEngine } from './stand/chaos-engine';
import { createTurns } from './stand/create-turns';
import { openChaosStand } from './stand/open-chaos-stand';

export interface ChaosPlan extends Omit<Crew, 'videoLimit'> {
  seed: number;
  minutes: number;
  /** How many jobs are to be under way. */
  jobs: number;
  startEngine: (folder: string) => Promise<ChaosEngine>;
  /** Deploy a worker whose workflows are others, in the middle; else the same under another build id. */
  changeWorkflows: boolean;
  /** A network namespace for each process, where this machine allows that. */
  namespaces: boolean;
  /** Kill one more worker when all is well again, to see when its jobs go on. */
  killAlone: boolean;
  /** Gets what workers and APIs print. Default: nobody. */
  logFolder?: string;
  /** Gets all evidence before it is judged. */
  onEvidence?: (evidence: Evidence) => void;
  onProgress: (line: string) => void;
}

const MINUTE_MS = 60_000;
const STATUS_EVERY_MS = 15_000;
/** How long everything is left alone before the last kill, and at most watched after it. */
const REST_MS = 5_000;
const LAST_KILL_MS = 25_000;

/** Within the workspace, whose packages it needs. */
const CHANGED = path.join(WORKSPACE_ROOT, 'e2e/test-output/chaos-worker');

function buildNextVersion(changeWorkflows: boolean): WorkerVersion {
  if (!changeWorkflows) return { buildId: 'build-2' };
  const script = path.join(WORKSPACE_ROOT, 'e2e/test/build-changed-worker.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, CHANGED], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The changed worker cannot be built: ${stderr}`);
  return { buildId: 'build-2', folder: CHANGED };
}

function readCommit(): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: WORKSPACE_ROOT,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

const readLoad = (): number => Math.round((os.loadavg()[0] ?? 0) * 100) / 100;

/** Kills the first worker while nothing else is wrong, and waits until its jobs have gone on. */
async function killAlone(run: ChaosRun, startedAtMs: number, onProgress: (line: string) => void) {
  await delay(REST_MS);
  const at_ms = Date.now() - startedAtMs;
  const schedule = [{ kind: 'kill', target: 'worker-0', at_ms, for_ms: 1_000 } as const];
  const executed = await runSchedule(run, schedule, { startedAtMs, onProgress });
  await delay(LAST_KILL_MS);
  return executed;
}

/** One run from start to verdict. Everything it started is gone when it resolves. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult> {
  const load_before = readLoad();
  const begunAtMs = Date.now();
  const nextVersion = buildNextVersion(plan.changeWorkflows);
  const crew = { ...plan, videoLimit: Math.ceil(plan.capacity * 0.6) };
  const stand = await openChaosStand(crew);
  try {
    const outcome = await perform(plan, { stand, nextVersion, videoLimit: crew.videoLimit });
    return {
      ...{ seed: plan.seed, minutes: plan.minutes, engine: stand.engine.name },
      ...{ isolation: stand.isolation, commit: readCommit() },
      started_at: new Date(begunAtMs).toISOString(),
      seconds: (Date.now() - begunAtMs) / 1_000,
      machine: { cores: os.cpus().length, load_before, load_after: readLoad() },
      ...outcome,
    };
  } finally {
    await stand.close();
  }
}

interface Stage {
  stand: ChaosStand;
  nextVersion: WorkerVersion;
  videoLimit: number;
}

type Outcome = Omit<
  ChaosResult,
  'seed' | 'minutes' | 'engine' | 'isolation' | 'commit' | 'started_at' | 'seconds' | 'machine'
>;

async function perform(plan: ChaosPlan, { stand, nextVersion, videoLimit }: Stage): Promise<Outcome> {
  const { minutes, jobs, onProgress } = plan;
  const journal = createJournal();
  const refusals: string[] = [];
  const [over, giveUp] = [new AbortController(), new AbortController()];
  // Every request hangs on it.
  setMaxListeners(0, giveUp.signal);
  const log: TroubleLog = {
    ...{ capacities: [{ capacity: plan.capacity, sent_at_ms: 0, confirmed_at_ms: 0 }] },
    ...{ takeovers: [], measurements: [], forgeries: [], leaving: [] },
  };
  const run: ChaosRun = { stand, journal, turns: createTurns(), log, nextVersion, signal: giveUp.signal };
  const clients = runClients({
    ...{ bases: stand.apis.map(({ url }) => url), jobs, prefix: stand.taskQueue, journal },
    ...{ over: over.signal, giveUp: giveUp.signal, onRefusal: (text: string) => void refusals.push(text) },
  });
  const ended = (): number => journal.jobs.filter(({ ended_at_ms }) => ended_at_ms !== null).length;
  await eventually(() => ended() > 0, { what: 'the first job to end', timeoutMs: MINUTE_MS });
  const startedAtMs = Date.now();
  onProgress(`trouble begins, with ${journal.underWay().length} jobs under way`);
  const status = setInterval(() => {
    onProgress(`${journal.underWay().length} jobs under way, ${ended()} ended`);
  }, STATUS_EVERY_MS);
  try {
    const schedule = makeSchedule({ ...plan, durationMs: minutes * MINUTE_MS });
    const executed = await runSchedule(run, schedule, { startedAtMs, onProgress });
    await heal(run);
    if (plan.killAlone) executed.push(...(await killAlone(run, startedAtMs, onProgress)));
    onProgress('trouble is over; waiting for all to end');
    const settledFromMs = Date.now();
    over.abort();
    const evidence = await settle({ run, clients, giveUp, executed, startedAtMs, refusals, videoLimit });
    plan.onEvidence?.(evidence);
    const settle_seconds = (evidence.settled_at_ms - settledFromMs) / 1_000;
    const parts = [...stand.workers, ...stand.apis].map(({ part }) => part);
    return {
      ...summariseRun(evidence),
      unexpected_ends: [...parts, ...log.leaving].flatMap(({ unexpectedEnds }) => unexpectedEnds),
      settle_seconds,
      violations: checkEvidence(evidence),
      executed,
    };
  } finally {
    clearInterval(status);
    giveUp.abort();
  }
}
