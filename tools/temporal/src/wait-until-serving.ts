import { Connection } from '@temporalio/client';
import { acceptsConnections } from './accepts-connections';
import { pollUntil } from './poll-until';

const ANSWER_MS = 2_000;

export interface WaitUntilServingOptions {
  /** On 127.0.0.1. */
  port: number;
  namespace: string;
  /** Ends the wait with the signal's reason. */
  signal: AbortSignal;
}

/** Resolves when the server on this port describes the namespace, which is later than its port opens. */
export async function waitUntilServing({ port, namespace, signal }: WaitUntilServingOptions): Promise<void> {
  await pollUntil(signal, () => acceptsConnections(port));
  const connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  try {
    await pollUntil(signal, () =>
      connection
        .withDeadline(Date.now() + ANSWER_MS, () =>
          connection.workflowService.describeNamespace({ namespace }),
        )
        .then(() => true),
    );
  } finally {
    await connection.close();
  }
}
