import path from 'node:path';
import type { ChaosRun } from '../faults/chaos-run';
import type { ExecutedEvent } from '../faults/executed-event';
import { collectJobs } from './collect-jobs';
import type { Evidence } from './evidence';
import { listFiles } from './find-files';
import { untilPermitsAreBack, untilQuiet } from './read-engine';

export interface SettleOptions {
  run: ChaosRun;
  /** Settles when all jobs that were taken have ended. */
  clients: Promise<void>;
  giveUp: AbortController;
  executed: ExecutedEvent[];
  startedAtMs: number;
  refusals: string[];
  videoLimit: number;
}

/** How long all is waited for after the last trouble; what has not ended by then stands still. */
const PATIENCE_MS = 180_000;
const AFTER_PATIENCE_MS = 60_000;

async function untilClientsAreDone({ clients, giveUp }: SettleOptions): Promise<void> {
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  await clients;
  clearTimeout(timer);
}

/** Waits until all have ended, or should have; takes down the evidence; and stops the workers in good order in between. */
export async function settle(options: SettleOptions): Promise<Evidence & { settled_at_ms: number }> {
  const { run, executed, startedAtMs, refusals, videoLimit } = options;
  const { stand, journal, log } = run;
  const { client, taskQueue, mock, resultsDir, tempDir } = stand;
  await untilClientsAreDone(options);
  const workflows = await untilQuiet(client, taskQueue, AFTER_PATIENCE_MS);
  const pools = await untilPermitsAreBack(client, taskQueue, AFTER_PATIENCE_MS);
  const settled_at_ms = Date.now();
  await Promise.all(log.measurements);
  const jobs = await collectJobs(journal.jobs, {
    ...{ bases: stand.apis.map(({ url }) => url), resultsDir },
    signal: AbortSignal.timeout(AFTER_PATIENCE_MS),
  });
  const ledger = [...(await mock.ledger('image')), ...(await mock.ledger('video'))];
  await Promise.all([...stand.workers.map(({ part }) => part), ...log.leaving].map((part) => part.stop()));
  const staging = path.join(resultsDir, '.staging');
  const temp_files = [...(await listFiles(tempDir)), ...(await listFiles(staging))];
  return {
    ...{ jobs, workflows, ledger, pools, temp_files, executed, refusals, settled_at_ms },
    ...{ capacities: log.capacities, takeovers: log.takeovers, forgeries: log.forgeries },
    ...{ video_limit: videoLimit, started_at_ms: startedAtMs },
  };
}
