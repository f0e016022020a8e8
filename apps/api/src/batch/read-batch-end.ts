import type { Client } from '@temporalio/client';
import { readRetries, readStanding, type Storage } from '@genvideo/activities/storage';
import { toBatchKeys, type BatchResult } from '@genvideo/models';
import { MAX_BATCH_ITEMS } from '@genvideo/models/schemas';
import { readClosedBatchResult, type JobDescription } from '@genvideo/progress-client/direct';
import { z } from 'zod';
import { ProblemError } from '../problem';

const totalSchema = z.object({ job_input: z.object({ total: z.int().positive() }) });

const parseTotal = (state: string | null): number | null => {
  if (state === null) return null;
  try {
    return totalSchema.safeParse(JSON.parse(state)).data?.job_input.total ?? null;
  } catch {
    return null;
  }
};

/** What can be said of a batch that was ended without a word: its lines tell how items ended, and no other will. */
async function countLines(
  { workflow_id: batch_id, start_time, close_time }: JobDescription,
  storage: Storage,
): Promise<BatchResult | null> {
  const keys = toBatchKeys(batch_id);
  const total = parseTotal(await storage.readText(keys.state));
  if (total === null) return null;
  const { attempts } = await readRetries(storage, batch_id);
  const log = await storage.openLines(keys.results);
  const { completed, failed } = (await readStanding(log, { total: MAX_BATCH_ITEMS, attempts })).counts;
  return {
    ...{ batch_id, total, completed, failed, cancelled: total - completed - failed },
    results_url: storage.toUrl(keys.results),
    started_at: start_time.toISOString(),
    completed_at: (close_time ?? start_time).toISOString(),
  };
}

/**
 * How a batch ended that has been described as closed. Of one that was ended from outside, what did not end counts as
 * cancelled, although items that were under way go on.
 * @throws ProblemError 409 when it was no batch that could be run
 */
export async function readBatchEnd(
  job: JobDescription,
  { client, storage }: { client: Client; storage: Storage },
): Promise<BatchResult> {
  const result = (await readClosedBatchResult(client, job)) ?? (await countLines(job, storage));
  if (result !== null) return result;
  throw new ProblemError(
    'Conflict',
    `"${job.workflow_id}" was refused before anything of it began, so it has no result; its progress says why.`,
  );
}
