import { jobResultSchema } from '@genvideo/models/schemas';
import { askAny } from '../load/ask-any';
import type { JobLog } from '../load/journal';
import type { JobEvidence } from './evidence';
import { findFiles, readState } from './find-files';

export interface CollectJobsOptions {
  bases: readonly string[];
  resultsDir: string;
  signal: AbortSignal;
}

const AT_ONCE = 6;
const OK = 200;

async function collectJob(log: JobLog, number: number, options: CollectJobsOptions): Promise<JobEvidence> {
  const { bases, resultsDir, signal } = options;
  const path = `/workflows/${log.workflow_id}/result`;
  const answer = await askAny(bases, { path }, { first: number, signal });
  const result = answer?.status === OK ? jobResultSchema.parse(answer.body) : null;
  const files = result ? await findFiles(resultsDir, result) : [];
  return { log, result, state: await readState(resultsDir, log.workflow_id), files };
}

/** What the APIs and the disk tell of each job. */
export async function collectJobs(
  logs: readonly JobLog[],
  options: CollectJobsOptions,
): Promise<JobEvidence[]> {
  const jobs: JobEvidence[] = [];
  const queue = [...logs.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [number, log] = next;
      jobs[number] = await collectJob(log, number, options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return jobs;
}
