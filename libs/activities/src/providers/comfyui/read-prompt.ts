import { setTimeout as delay } from 'node:timers/promises';
import type { ComfyHistoryEntry } from '@genvideo/models/wire';
import type { ComfyCalls } from './create-comfy-calls';
import type { ComfyServer } from './comfy-server';
import { toHistoryEntry } from './to-ended-state';

/** How a prompt is at its server. */
export type PromptReading =
  | { status: 'pending' }
  | { status: 'running' }
  | { status: 'ended'; entry: ComfyHistoryEntry }
  | { status: 'absent' };

/** How long to wait before a prompt that is nowhere is looked for once more, in milliseconds. */
const SECOND_LOOK_MS = 250;

/** Newer servers answer for one prompt; null where nothing is known, or the server is an old one. */
async function readFromJob(calls: ComfyCalls, promptId: string, signal: AbortSignal) {
  const job = await calls.readJob(promptId, signal);
  if (job === null) return null;
  if (job.status === 'pending') return { status: 'pending' } as const;
  if (job.status === 'in_progress') return { status: 'running' } as const;
  return { status: 'ended', entry: toHistoryEntry(job) } as const;
}

/** The queue first: what leaves it meanwhile is in the history then. */
async function readFromQueue(
  calls: ComfyCalls,
  promptId: string,
  signal: AbortSignal,
): Promise<PromptReading> {
  const { running, pending } = await calls.readQueue(signal);
  if (running.includes(promptId)) return { status: 'running' };
  if (pending.includes(promptId)) return { status: 'pending' };
  const entry = await calls.readHistory(promptId, signal);
  return entry ? { status: 'ended', entry } : { status: 'absent' };
}

/** Looks for a prompt once. */
export function readPromptOnce(
  server: ComfyServer,
  promptId: string,
  signal: AbortSignal,
): Promise<PromptReading> {
  return server.ask(async (calls) => {
    const known = await readFromJob(calls, promptId, signal);
    return known ?? readFromQueue(calls, promptId, signal);
  });
}

/** Looks for a prompt, and a second time where it is nowhere: only then is it not there. */
export async function readPrompt(
  server: ComfyServer,
  promptId: string,
  signal: AbortSignal,
): Promise<PromptReading> {
  const reading = await readPromptOnce(server, promptId, signal);
  if (reading.status !== 'absent') return reading;
  await delay(SECOND_LOOK_MS, undefined, { signal }).catch(() => undefined);
  return readPromptOnce(server, promptId, signal);
}
