import type { ExitStatus } from '@genvideo/runtime';
import { mapConcurrently } from '../map-concurrently';
import type { JobReading } from './job-reading';
import type { ProgressSession } from './progress-session';
import { toCombinedExit } from './to-exit-status';

/** Looks under way at once: enough to hide the round trips, too few to hurt anybody. */
const LOOKS_IN_FLIGHT = 8;

/** Looks at each job once and shows them in the order given. One that cannot be looked at does not stop the others. */
export async function showOnce(
  workflowIds: readonly string[],
  { ask, view, signal }: ProgressSession,
): Promise<ExitStatus> {
  const readings: JobReading[] = [];
  await mapConcurrently(
    [...workflowIds.entries()],
    { limit: LOOKS_IN_FLIGHT, signal },
    async ([index, id]) => {
      readings[index] = await ask(id);
    },
  );
  readings.forEach((reading) => view.show(reading));
  return toCombinedExit(readings.map(({ exitStatus }) => exitStatus));
}
