import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import { toLateResultId, type Notice } from '@genvideo/models';
import { DeliveryError } from './delivery-error';

/** How the run that a notice is about stands on the engine; GONE when the engine knows it no more. */
export type RunEnding = 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'TIMED_OUT' | 'GONE';

const ENDINGS: readonly string[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT'];

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** How long one attempt waits for the end, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Whose end is told of: the job's run, or whoever waited for what that left. */
const toHandle = (client: Client, notice: Notice): WorkflowHandle =>
  notice.type === 'job.late_result'
    ? client.workflow.getHandle(toLateResultId(notice))
    : client.workflow.getHandle(notice.workflow_id, notice.run_id);

async function readRunEnding(client: Client, notice: Notice): Promise<RunEnding | null> {
  try {
    const { status } = await toHandle(client, notice).describe();
    return ENDINGS.includes(status.name) ? (status.name as RunEnding) : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'GONE';
    throw error;
  }
}

/**
 * Waits until the engine knows that the job has ended: who is told of it may ask for the result at once.
 * @throws DeliveryError when it still runs, so that the attempt is made again later
 */
export async function awaitEnding(client: Client, notice: Notice, signal: AbortSignal): Promise<RunEnding> {
  const until = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const ending = await readRunEnding(client, notice);
    if (ending !== null) return ending;
    if (Date.now() + pause > until)
      throw new DeliveryError(`${notice.workflow_id} has not ended on the engine yet; nothing was sent`);
    await delay(pause, undefined, { signal });
  }
}
