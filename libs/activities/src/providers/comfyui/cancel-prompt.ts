import { setTimeout as delay } from 'node:timers/promises';
import { GenerationError } from '../../generation-error';
import type { CancelOutcome } from '../provider-port';
import type { ComfyServer } from './comfy-server';
import { readPromptOnce, type PromptReading } from './read-prompt';

/** How long a run that was interrupted is waited for, in milliseconds; ComfyUI asks its nodes to stop, and does not force them. */
const WAIT_MS = 20_000;

/** How often it is looked at meanwhile, in milliseconds. */
const LOOK_EVERY_MS = 200;

/** How long one request to stop is trusted before it is repeated, in milliseconds. */
const REPEAT_AFTER_MS = 5_000;

/** Each step in its order: what waits is taken off the queue, and what runs is interrupted only if it is this prompt. */
async function stop(server: ComfyServer, promptId: string, signal: AbortSignal): Promise<void> {
  await server.ask(async (calls) => {
    if (await calls.cancelJob(promptId, signal)) return;
    await calls.dequeue(promptId, signal);
    const { running } = await calls.readQueue(signal);
    // Older servers interrupt whatever runs, whoever's it is.
    if (running.includes(promptId)) await calls.interrupt(promptId, signal);
  });
}

const toOutcome = (reading: PromptReading): CancelOutcome | null => {
  if (reading.status === 'absent') return 'cancelled_at_provider';
  if (reading.status !== 'ended') return null;
  const interrupted = reading.entry.status?.messages.at(-1)?.[0] === 'execution_interrupted';
  return interrupted ? 'cancelled_at_provider' : 'already_ended';
};

export interface CancelPromptOptions {
  signal: AbortSignal;
  /** How long a run that was interrupted is waited for, in milliseconds; default 20,000. */
  waitMs?: number;
}

/**
 * Stops a prompt, and looks until it has stopped: neither call says whether it had an effect.
 * @throws GenerationError of type ServiceUnavailable while it runs on; to be asked again
 */
export async function cancelPrompt(
  server: ComfyServer,
  promptId: string,
  { signal, waitMs = WAIT_MS }: CancelPromptOptions,
): Promise<CancelOutcome> {
  const before = await readPromptOnce(server, promptId, signal);
  if (before.status === 'absent' || before.status === 'ended') return 'already_ended';
  const startedAt = Date.now();
  let toldAt = -Infinity;
  for (let reading: PromptReading = before; Date.now() - startedAt <= waitMs;) {
    const moved = reading.status === 'pending';
    if (moved || Date.now() - toldAt > REPEAT_AFTER_MS) {
      await stop(server, promptId, signal);
      toldAt = Date.now();
    }
    reading = await readPromptOnce(server, promptId, signal);
    const outcome = toOutcome(reading);
    if (outcome !== null) return outcome;
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  const message = `ComfyUI at ${server.name} was told to interrupt prompt ${promptId} and still runs it`;
  throw new GenerationError('ServiceUnavailable', message);
}
