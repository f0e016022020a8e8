import { setTimeout as delay } from 'node:timers/promises';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import type { ProgressSession } from './progress-session';
import type { WatchJob } from './watch-job';

export interface ChangesOptions {
  watch: WatchJob;
  /** How long to wait before watching anew, once the client library has given up, in milliseconds. */
  pauseMs?: number;
}

/**
 * Shows a job and every change of it as it happens, until it has ended. If nobody can be asked at the beginning, that is
 * the end, too; later they are waited for.
 */
export async function showChanges(
  workflowId: string,
  { ask, view, signal }: ProgressSession,
  { watch, pauseMs = 2_000 }: ChangesOptions,
): Promise<ExitStatus> {
  const first = await ask(workflowId);
  view.show(first);
  if (first.final || first.exitStatus !== EXIT_STATUS.ok) return first.exitStatus;
  for (;;) {
    for await (const reading of watch(workflowId)) {
      view.show(reading);
      if (reading.final) return reading.exitStatus;
    }
    await delay(pauseMs, undefined, { signal });
  }
}
