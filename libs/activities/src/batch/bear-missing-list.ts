import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { GenerationError } from '../generation-error';
import { pause } from '../pause';

/** A heartbeat of an activity's last moment is not sent, and others wait for the one before; in milliseconds. */
const SENDING_MS = 1_000;

/** What the runs of an activity tell each other by heartbeats. */
interface MissingSince {
  list_missing_since: string;
}

const readSince = (details: unknown): number => {
  const { list_missing_since: since } = Object(details) as Partial<MissingSince>;
  return Date.parse(since ?? '') || Date.now();
};

/**
 * Runs what reads the list of a batch, and bears for a while that this worker does not find it: another worker may have
 * it in its store, and somebody may mend the settings meanwhile. From then on nobody will.
 * @param patienceMs how long, over all runs of the activity that found no list one after the other
 */
export async function bearMissingList<Output>(
  patienceMs: number,
  run: () => Promise<Output>,
): Promise<Output> {
  const engine = Context.current();
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof GenerationError) || error.type !== 'ListMissing') throw error;
    const since = readSince(engine.info.heartbeatDetails);
    if (Date.now() - since >= patienceMs)
      throw ApplicationFailure.create({ type: error.type, message: error.message, nonRetryable: true });
    const details: MissingSince = { list_missing_since: new Date(since).toISOString() };
    engine.heartbeat(details);
    await pause(SENDING_MS, engine.cancellationSignal);
    throw error;
  }
}
