import { isGrpcServiceError, ServiceError, WorkflowFailedError, type Client } from '@temporalio/client';
import { TerminatedFailure } from '@temporalio/common';
import type { Logger } from '../logger-port';
import { pause } from '../pause';
import type { Turnstile } from './create-turnstile';
import { toBadEnd, toGoodEnd, type ItemEnd } from './to-item-end';

export interface AwaitItemOptions {
  client: Client;
  /** Bounds how many ends the engine is asked to tell of at once. */
  turnstile: Turnstile;
  logger: Logger;
  /** Aborts the waiting; the item goes on. */
  signal: AbortSignal;
}

/** How long the engine is asked to tell of an end, in milliseconds: it answers at once when there is one. */
const PATIENCE_MS = 25_000;

/** The same while others wait to be asked about. */
const CROWDED_PATIENCE_MS = 1_000;

/** How long to leave an engine alone that gave no answer, in milliseconds. */
const TROUBLE_PAUSE_MS = 1_000;

/** What gRPC says when time is over, and when the caller has lost patience: DEADLINE_EXCEEDED, CANCELLED. */
const IN_VAIN: readonly number[] = [4, 1];

const isInVain = (error: unknown): boolean => {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && IN_VAIN.includes(cause.code);
};

/** A job that was reset ended as terminated, and runs on in another run. */
async function runsOn(client: Client, workflowId: string, error: unknown): Promise<boolean> {
  if (!(error instanceof WorkflowFailedError && error.cause instanceof TerminatedFailure)) return false;
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING';
}

/** The SDK never lets go of a signal that it was given: it gets one of its own for each call. */
async function withOwnSignal<Output>(
  signal: AbortSignal,
  run: (own: AbortSignal) => Promise<Output>,
): Promise<Output> {
  const own = new AbortController();
  const onAbort = (): void => own.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    return await run(own.signal);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Asks the engine to tell of the end; null when there is none yet. */
async function lookForEnd(workflowId: string, options: AwaitItemOptions): Promise<ItemEnd | null> {
  const { client, turnstile, signal } = options;
  const patienceMs = turnstile.isCrowded() ? CROWDED_PATIENCE_MS : PATIENCE_MS;
  try {
    const handle = client.workflow.getHandle(workflowId);
    const value: unknown = await withOwnSignal(signal, (own) =>
      client.withAbortSignal(own, () => client.withDeadline(Date.now() + patienceMs, () => handle.result())),
    );
    return toGoodEnd(value);
  } catch (error) {
    const end = toBadEnd(error);
    if (end !== null) return (await runsOn(client, workflowId, error)) ? null : end;
    if (signal.aborted || isInVain(error)) return null;
    throw error;
  }
}

/** Waits until an item has ended, however long that takes and whatever the engine does; null when the signal aborts. */
export async function awaitItem(workflowId: string, options: AwaitItemOptions): Promise<ItemEnd | null> {
  const { turnstile, logger, signal } = options;
  while (!signal.aborted) {
    try {
      const end = await turnstile.pass(async () => (signal.aborted ? null : lookForEnd(workflowId, options)));
      if (end !== null) return end;
    } catch (error) {
      logger.warn({ workflow_id: workflowId, err: error }, 'batch_item_not_heard_of');
      await pause(TROUBLE_PAUSE_MS, signal);
    }
  }
  return null;
}
