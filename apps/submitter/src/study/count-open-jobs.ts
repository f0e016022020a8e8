import type { Client } from '@temporalio/client';

/** How far a batch is, by the engine's index, which lags behind by a moment. */
export interface BatchCount {
  known: number;
  open: number;
}

const TIMEOUT_MS = 10_000;

/** Counts the jobs whose ids begin with `prefix`: two calls, whatever their number. */
export async function countJobs(client: Client, prefix: string): Promise<BatchCount> {
  const query = `WorkflowId STARTS_WITH '${prefix.replaceAll("'", "''")}'`;
  const count = async (text: string): Promise<number> => (await client.workflow.count(text)).count;
  const [known, open] = await client.withDeadline(Date.now() + TIMEOUT_MS, () =>
    Promise.all([count(query), count(`${query} AND ExecutionStatus = 'Running'`)]),
  );
  return { known, open };
}
