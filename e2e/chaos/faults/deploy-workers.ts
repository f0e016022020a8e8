import { makeCurrent } from '../stand/make-current';
import type { ChaosRun } from './chaos-run';

/**
 * Replaces all workers by those of the next version, one by one. The last of the old ones stays for the jobs that began
 * with it; the run ends it when they have ended.
 */
export async function deployWorkers({ stand, turns, log, nextVersion }: ChaosRun): Promise<string> {
  const { workers, client, deploymentName } = stand;
  const { buildId } = nextVersion;
  const last = workers.length - 1;
  for (const [index, place] of workers.entries()) {
    await turns(`worker-${index}`, async () => {
      const old = place.part;
      log.leaving.push(old);
      place.part = await stand.startWorker(index, nextVersion);
      if (index === 0) await makeCurrent(client, { deploymentName, buildId });
      if (index !== last) await old.stop();
    });
  }
  return `${workers.length} workers, now ${buildId}`;
}
