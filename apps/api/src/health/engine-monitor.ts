import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcDeadlineError, type Client } from '@temporalio/client';
import type { Logger } from '@genvideo/runtime';
import { readTaskQueue, type QueueReading } from './read-task-queue';
import { isDeserted } from './is-deserted';

/** What is known of the engine and of the task queue. */
export type EngineState = ({ reachable: true } & QueueReading) | { reachable: false; reason: string };

export interface EngineMonitor {
  /** Answers within the time limit, whatever the engine does, and asks it at most once per `maxAgeMs`. */
  check(): Promise<EngineState>;
}

export interface EngineMonitorOptions {
  client: Client;
  taskQueue: string;
  logger: Logger;
  /** How long an answer is good for; default 1,000. */
  maxAgeMs?: number;
  /** How long the engine may take to answer; default 1,000. */
  timeoutMs?: number;
}

const toReason = (error: unknown, timeoutMs: number): string => {
  if (isGrpcDeadlineError(error)) return `no answer within ${timeoutMs} ms`;
  const { details, message } = error as { details?: string; message?: string };
  const text = details || message || 'no reason given';
  // gRPC wraps the one thing that says something.
  return /Last error: (?:Error: )?(.+?)\. Resolution/.exec(text)?.[1] ?? text;
};

/** Knows whether the engine answers and who polls the task queue; asks on demand only, and so recovers by itself. */
export function createEngineMonitor({
  client,
  taskQueue,
  logger,
  maxAgeMs = 1_000,
  timeoutMs = 1_000,
}: EngineMonitorOptions): EngineMonitor {
  let known: { state: EngineState; atMs: number } | null = null;
  let asking: Promise<EngineState> | null = null;

  const isLeft = async (): Promise<boolean> => {
    try {
      return await Promise.race([
        isDeserted(client, { taskQueue, timeoutMs }),
        delay(timeoutMs, false, { ref: false }),
      ]);
    } catch {
      // The engine has answered; who cannot be looked at may well be there.
      return false;
    }
  };

  const ask = async (): Promise<EngineState> => {
    try {
      const deadline = Date.now() + timeoutMs;
      return await client.withDeadline(deadline, async () => {
        const { pollers, backlog } = await readTaskQueue(client, taskQueue);
        return { reachable: true, pollers: pollers > 0 && (await isLeft()) ? 0 : pollers, backlog };
      });
    } catch (error) {
      return { reachable: false, reason: toReason(error, timeoutMs) };
    }
  };

  const refresh = async (): Promise<EngineState> => {
    const state = await ask();
    if (known?.state.reachable !== state.reachable) logger.info(state, 'engine_reachability_changed');
    known = { state, atMs: Date.now() };
    asking = null;
    return state;
  };

  return {
    check() {
      if (known && Date.now() - known.atMs < maxAgeMs) return Promise.resolve(known.state);
      asking ??= refresh();
      return asking;
    },
  };
}
