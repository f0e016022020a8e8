import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

const POLL_MS = 50;

export interface WaitUntilServingOptions {
  /** On 127.0.0.1. */
  port: number;
  namespace: string;
  /** Ends the wait with the signal's reason. */
  signal: AbortSignal;
}

/** Resolves when the server on this port describes the namespace, which is later than its port opens. */
export async function waitUntilServing({ port, namespace, signal }: WaitUntilServingOptions): Promise<void> {
  while (!(await accepts(port))) await pause(signal);
  const connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  try {
    for (;;) {
      const served = await connection
        .withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace }))
        .then(
          () => true,
          () => false,
        );
      if (served) return;
      await pause(signal);
    }
  } finally {
    await connection.close();
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await sleep(POLL_MS);
  signal.throwIfAborted();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });
}
