import { GenerationError } from '../../generation-error';
import type { ComfyServer } from './comfy-server';
import { readPrompt, type PromptReading } from './read-prompt';

/** A server that has answered, and what it has to do. */
export interface FreeServer {
  server: ComfyServer;
  /** The prompts that run or wait. */
  promptIds: readonly string[];
}

/** Several servers as one. */
export interface ComfyPool {
  /** Where a prompt is; null when no server has it, those that are gone left aside. */
  locate(promptId: string, signal: AbortSignal): Promise<ComfyServer | null>;
  /** Those that answer. Rejects when none does. */
  poll(signal: AbortSignal): Promise<FreeServer[]>;
  /** The server of a task id. */
  byName(name: string): ComfyServer | null;
  /** Whether a server has been silent for so long that its prompts are to go to the others, which answer. */
  isGone(server: ComfyServer, signal: AbortSignal): Promise<boolean>;
}

/** How long a server may be silent before its prompts are handed on, in milliseconds. */
export const HAND_ON_AFTER_MS = 30_000;

/** How long a server may take to say how busy it is, in milliseconds; longer counts as away. */
const POLL_LIMIT_MS = 5_000;

const isSettled = <Value>(result: PromiseSettledResult<Value>): result is PromiseFulfilledResult<Value> =>
  result.status === 'fulfilled';

/** @param handOnAfterMs default {@link HAND_ON_AFTER_MS} */
export function createComfyPool(
  servers: readonly ComfyServer[],
  handOnAfterMs: number = HAND_ON_AFTER_MS,
): ComfyPool {
  const readWork = async (server: ComfyServer, signal: AbortSignal): Promise<FreeServer> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(POLL_LIMIT_MS)]);
    const { running, pending } = await server.ask((calls) => calls.readQueue(limit));
    return { server, promptIds: [...running, ...pending] };
  };
  const poll = async (of: readonly ComfyServer[], signal: AbortSignal): Promise<FreeServer[]> => {
    const results = await Promise.allSettled(of.map((server) => readWork(server, signal)));
    const answered = results.filter(isSettled).map(({ value }) => value);
    const [failure] = results.filter((result) => result.status === 'rejected');
    if (answered.length === 0 && failure) throw failure.reason;
    return answered;
  };
  const isGone = async (server: ComfyServer, signal: AbortSignal): Promise<boolean> => {
    if (server.silentMs() < handOnAfterMs) return false;
    const others = servers.filter((other) => other !== server);
    const answered = await poll(others, signal).catch(() => []);
    return answered.length > 0;
  };
  const readAt = async (
    server: ComfyServer,
    promptId: string,
    signal: AbortSignal,
  ): Promise<PromptReading> => {
    try {
      return await readPrompt(server, promptId, signal);
    } catch (error) {
      if (await isGone(server, signal)) return { status: 'absent' };
      throw error;
    }
  };

  return {
    poll: (signal) => poll(servers, signal),
    byName: (name) => servers.find((server) => server.name === name) ?? null,
    isGone,
    async locate(promptId, signal) {
      const readings = await Promise.allSettled(servers.map((server) => readAt(server, promptId, signal)));
      const index = readings.findIndex((result) => isSettled(result) && result.value.status !== 'absent');
      if (index >= 0) return servers[index] ?? null;
      const failure = readings.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
      return null;
    },
  };
}

/** Whether a server has a prompt, or had it; one that does not answer any more does not. */
export async function hasPrompt(
  { server, promptIds }: FreeServer,
  promptId: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (promptIds.includes(promptId)) return true;
  try {
    return (await server.ask((calls) => calls.readHistory(promptId, signal))) !== null;
  } catch (error) {
    if (error instanceof GenerationError && error.type === 'ServiceUnavailable') return false;
    throw error;
  }
}
