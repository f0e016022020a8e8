import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { eventually } from './eventually';

/** A connection that leaves nothing behind when it is closed. */
export interface ClosableConnection {
  connection: Connection;
  /** From here on nothing is tried again; call it before the engine ends. */
  giveUp: () => void;
  /** Gives up, and closes once nothing waits for its next try. */
  close: () => Promise<void>;
}

/**
 * Connects with the SDK's own retries. One that waits for its turn while its connection is closed would throw where nobody
 * can catch it, in a timer.
 * @param address `host:port`
 */
export async function connectToClose(address: string): Promise<ClosableConnection> {
  const { retryableDecider, delayFunction } = defaultGrpcRetryOptions();
  let open = true;
  let waiting = 0;
  const retries = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => open && retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      waiting += 1;
      return delayFunction(attempt, status);
    },
  });
  const countedRetries: typeof retries = (options, nextCall) => {
    let tried = false;
    return retries(options, (sameOptions) => {
      if (tried) waiting -= 1;
      tried = true;
      return nextCall(sameOptions);
    });
  };
  const connection = await Connection.connect({ address, interceptors: [countedRetries] });
  const giveUp = (): void => {
    open = false;
  };
  const close = async (): Promise<void> => {
    giveUp();
    await eventually(() => waiting === 0, { what: 'the retries that wait for their turn' });
    await connection.close();
  };
  return { connection, giveUp, close };
}
