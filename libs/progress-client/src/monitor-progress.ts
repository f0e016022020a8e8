import { isTerminal } from '@genvideo/models';
import { ClientError } from './client-error';
import { InvalidRequestError } from './invalid-request-error';
import { isTransient } from './is-transient';
import { MAX_TIMER_MS, parseNumber } from './parse-number';
import { pause } from './pause';
import type { MonitorOptions } from './progress-query-options';
import type { ProgressReading, ProgressResult } from './progress-result';
import { toProgressResult } from './to-progress-result';
import { isClosed } from './workflow-status';

export interface Look {
  workflowId: string;
  /** Looks once. */
  read: () => Promise<ProgressReading>;
  signal: AbortSignal;
  onProgress?: ((result: ProgressResult) => void) | undefined;
}

/** The time between two looks, in seconds. A shorter one is a watch, which asks less of the engine. */
const INTERVAL_BOUNDS = { least: 0.1, most: Math.floor(MAX_TIMER_MS / 1_000) };

/** Options of a monitor that can be gone by. @throws InvalidRequestError naming the option */
export function parseMonitorOptions({ intervalSeconds = 5, maxIterations = Infinity }: MonitorOptions): {
  intervalMs: number;
  maxIterations: number;
} {
  const intervalMs = parseNumber('intervalSeconds', intervalSeconds, INTERVAL_BOUNDS) * 1_000;
  if (maxIterations === Infinity || (Number.isInteger(maxIterations) && maxIterations >= 1))
    return { intervalMs, maxIterations };
  throw new InvalidRequestError(
    `maxIterations must be a whole number of at least 1, not ${String(maxIterations)}. Leave it out to go on until the job has ended.`,
  );
}

/** One look, and whether another can tell anything new. */
const look = async ({ workflowId, read }: Look): Promise<{ result: ProgressResult; last: boolean }> => {
  const reading = read();
  const result = await toProgressResult(workflowId, reading);
  const last = await reading.then(
    ({ workflow_status: status, progress }) => isClosed(status) || isTerminal(progress),
    (error: unknown) => error instanceof ClientError && !isTransient(error),
  );
  return { result, last };
};

/** A stage that is tried again begins anew; whoever looks on sees no step back. */
const raise = (result: ProgressResult, least: number): ProgressResult => {
  const { progress } = result;
  if (progress === null || progress.percent >= least) return result;
  return { ...result, progress: { ...progress, percent: least } };
};

/** Looks again and again, and goes on while nobody answers: see `ProgressQueryClient.monitorProgress`. */
export async function* monitorProgress(
  options: Look,
  { intervalMs, maxIterations }: ReturnType<typeof parseMonitorOptions>,
): AsyncGenerator<ProgressResult, void, undefined> {
  const { signal } = options;
  let percent = 0;
  for (let looks = 1; !signal.aborted; looks += 1) {
    const { result: found, last } = await look(options);
    const result = raise(found, percent);
    percent = result.progress?.percent ?? percent;
    options.onProgress?.(result);
    yield result;
    if (last || looks >= maxIterations) return;
    await pause(intervalMs, signal);
  }
}
