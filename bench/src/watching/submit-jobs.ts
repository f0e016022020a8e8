import type { Client } from '@temporalio/client';
import { startJob } from '@genvideo/progress-client/direct';

const TIMEOUTS = { jobTimeoutSeconds: 600, queueTimeoutSeconds: 600 };

/** Starts jobs whose prompt is their id, by which the mock's ledger tells them apart. */
export async function submitJobs(
  { client, taskQueue }: { client: Client; taskQueue: string },
  { prefix, count }: { prefix: string; count: number },
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  await Promise.all(
    ids.map((id) =>
      startJob(
        { client, taskQueue, ...TIMEOUTS },
        { prompt: id, user_id: 'bench', request_id: id, duration: 5 },
      ),
    ),
  );
  return ids;
}
