import { readEnding, sweepJob, type SweepJobDependencies } from './sweep-job';

/** How long to go on before what was found is told, in milliseconds: a provider that hangs must not hide the others. */
const LONGEST_LOOK_MS = 60_000;

/** How many holders are looked at side by side. */
const AT_ONCE = 10;

async function isFree(workflowId: string, dependencies: SweepJobDependencies): Promise<boolean> {
  const { client, logger } = dependencies;
  try {
    const ending = await readEnding(client, workflowId);
    if (ending === null || !(await sweepJob(workflowId, ending, dependencies))) return false;
    // A job that was reset in the meantime runs again and keeps its permit.
    return (await readEnding(client, workflowId)) !== null;
  } catch (error) {
    logger.warn({ workflow_id: workflowId, err: error }, 'job_not_swept');
    return false;
  }
}

/**
 * Asks the engine which holders have ended, and cleans up after those.
 * @returns the holders whose permits may go to others; those that could not be cleaned up are looked at again next time
 */
export async function reconcilePermits(
  { workflow_ids }: { workflow_ids: string[] },
  dependencies: SweepJobDependencies,
): Promise<string[]> {
  const free: string[] = [];
  const left = [...workflow_ids];
  const until = Date.now() + LONGEST_LOOK_MS;
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && Date.now() < until; id = left.shift()) {
      if (await isFree(id, dependencies)) free.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return free;
}
