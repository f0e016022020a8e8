import { randomUUID } from 'node:crypto';
import type { Contestant } from './contestants/contestant';
import { readLedger } from './hops/read-ledger';
import type { Hop } from './hops/to-hops';
import type { Measurement } from './measurement';
import { toIdealSeconds, type LoadScenario } from './scenario';
import type { Stand } from './stand/stand';
import { withinTime } from './within-time';
import { withTicker } from './with-ticker';

export interface TurnContext {
  stand: Pick<Stand, 'mock'>;
  scenario: LoadScenario;
  /** Counted from 1; 0 warms up. */
  round: number;
  signal: AbortSignal;
  onProgress: (line: string) => void;
  /** Where a contestant can say where its time went. */
  readHops?: (jobIds: readonly string[]) => Promise<Hop[]>;
}

/** A job that takes more than this, on average, is taken for lost. */
const SECONDS_PER_JOB = 1;
const PATIENCE_SECONDS = 60;

const MS = 1_000;

/** Counts up to here by itself, for the line of progress. */
async function runJobs(
  contestant: Contestant,
  jobIds: readonly string[],
  { scenario, round, signal, onProgress }: TurnContext,
): Promise<{ startedAt: number; endedAt: number }> {
  let done = 0;
  const turn = round === 0 ? 'warming up' : `round ${round}`;
  const what = `${scenario.kind}: ${scenario.name}: ${turn}: ${contestant.name}`;
  const timeoutMs = (toIdealSeconds(scenario) * 3 + jobIds.length * SECONDS_PER_JOB + PATIENCE_SECONDS) * MS;
  const startedAt = Date.now();
  await withTicker({ toLine: () => `${what}: ${done} of ${jobIds.length} jobs`, write: onProgress }, () =>
    withinTime(
      { what, timeoutMs, signal },
      contestant.run(jobIds, () => {
        done += 1;
      }),
    ),
  );
  return { startedAt, endedAt: Date.now() };
}

/** Lets a contestant run the scenario's jobs once, and measures. */
export async function measureTurn(contestant: Contestant, context: TurnContext): Promise<Measurement> {
  const { stand, scenario, round, readHops } = context;
  const { kind, name, jobs, limit } = scenario;
  const run = randomUUID().slice(0, 8);
  const jobIds = Array.from({ length: jobs }, (_, index) => `${contestant.name}-${run}-${index}`);
  await stand.mock.reset();
  const before = await contestant.countLimiterEvents();
  const { startedAt, endedAt } = await runJobs(contestant, jobIds, context);
  const makespan_seconds = (endedAt - startedAt) / MS;
  const after = await contestant.countLimiterEvents();
  const tasks = [...(await readLedger(stand.mock)).values()];
  const ideal_seconds = toIdealSeconds(scenario);
  const { max_in_flight_all: max_in_flight } = await stand.mock.stats('image');
  return {
    scenario: name,
    kind,
    contestant: contestant.name,
    round,
    jobs,
    limit,
    makespan_seconds,
    ideal_seconds,
    head_seconds: (Math.min(...tasks.map(({ accepted }) => accepted)) - startedAt) / MS,
    tail_seconds: (endedAt - Math.max(...tasks.map(({ ended }) => ended))) / MS,
    jobs_per_second: jobs / makespan_seconds,
    use: ideal_seconds / makespan_seconds,
    max_in_flight,
    limiter_events_per_job: before === null || after === null ? null : (after - before) / jobs,
    job_events: await contestant.countJobEvents(jobIds.at(-1) ?? ''),
    hops: readHops && round > 0 ? await readHops(jobIds) : null,
  };
}
