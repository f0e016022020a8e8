import { readEnding } from './read-ending';
import { sweepJob, type SweepJobDependencies } from './sweep-job';

/** How long to go on before what was found is told, in milliseconds: a provider that hangs must not hide the others. */
const LONGEST_LOOK_MS = 60_000;

/** How many holders are looked at side by side. */
const AT_ONCE = 10;

/** Whom a limiter asks about. */
export interface ReconcileRequest {
  /** Those who hold a permit. */
  workflow_ids: string[];
  /** Those who have handed theirs back and may still be storing what was made; default none. */
  leaving?: string[];
}

interface Look {
  id: string;
  isLeaving: boolean;
}

async function isFree({ id, isLeaving }: Look, dependencies: SweepJobDependencies): Promise<boolean> {
  const { client, logger } = dependencies;
  try {
    const ending = await readEnding(client, id);
    if (ending === null) return false;
    // Who ended by itself has handed everything back.
    const saidNothing = ending.name === 'TERMINATED' || ending.name === 'TIMED_OUT';
    if (isLeaving && !saidNothing) return true;
    if (!(await sweepJob(id, ending, dependencies))) return false;
    // A job that was reset in the meantime runs again and keeps its permit.
    return (await readEnding(client, id)) !== null;
  } catch (error) {
    logger.warn({ workflow_id: id, err: error }, 'job_not_swept');
    return false;
  }
}

/**
 * Asks the engine which holders have ended, and cleans up after those.
 * @returns the holders whose permits may go to others, and those of the leaving that are done; the rest are looked at again
 * next time
 */
export async function reconcilePermits(
  { workflow_ids, leaving = [] }: ReconcileRequest,
  dependencies: SweepJobDependencies,
): Promise<string[]> {
  const free: string[] = [];
  const left: Look[] = [
    ...workflow_ids.map((id) => ({ id, isLeaving: false })),
    ...leaving.map((id) => ({ id, isLeaving: true })),
  ];
  const until = Date.now() + LONGEST_LOOK_MS;
  const work = async (): Promise<void> => {
    for (let look = left.shift(); look !== undefined && Date.now() < until; look = left.shift()) {
      if (await isFree(look, dependencies)) free.push(look.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return free;
}
