import type { MockServices, MockLedgerLine } from '@genvideo/testing';
import { followJob } from './follow-job';
import { toPercentiles } from './percentiles';
import { toEndLag, toPercentLags, type ProviderTask, type Sighting } from './to-lags';
import type { LagResult } from './watching-result';

export interface LagOptions {
  url: string;
  mock: MockServices;
  ids: readonly string[];
  /** What the mock takes by plan. */
  seconds: { image: number; video: number };
  signal: AbortSignal;
}

const toTask = (line: MockLedgerLine, seconds: LagOptions['seconds']): ProviderTask => ({
  stage: line.service,
  createdAtMs: Date.parse(line.created_at),
  endedAtMs: Date.parse(line.ended_at ?? ''),
  totalMs: seconds[line.service] * 1_000,
});

/** Follows jobs to their ends, one watcher each, and compares what was seen with what the provider did. */
export async function measureLag({ url, mock, ids, seconds, signal }: LagOptions): Promise<LagResult> {
  const seen = await Promise.all(
    ids.map(async (id): Promise<[string, Sighting[]]> => [id, await followJob(url, id, signal)]),
  );
  const lines = [...(await mock.ledger('image')), ...(await mock.ledger('video'))];
  const jobs = seen.map(([id, sightings]) => ({
    sightings,
    tasks: lines.filter(({ prompt }) => prompt === id).map((line) => toTask(line, seconds)),
  }));
  const ends = jobs.flatMap(({ sightings, tasks }) =>
    tasks.filter(({ stage }) => stage === 'video').map((task) => toEndLag(sightings, task)),
  );
  return {
    jobs: ids.length,
    percent: toPercentiles(jobs.flatMap(({ sightings, tasks }) => toPercentLags(sightings, tasks))),
    stageEnd: toPercentiles(ends.filter((lag) => lag !== null)),
  };
}
