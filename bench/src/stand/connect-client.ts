import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/** A client of the bench's own engine. */
export interface StandClient {
  client: Client;
  serverVersion: string;
  /** Gives up whatever is still asked; call it before the engine ends. */
  giveUp: () => void;
  close: () => Promise<void>;
}

/** Connects with the SDK's own retries, which end when the client gives up, so that none outlives the connection. */
export async function connectClient(address: string): Promise<StandClient> {
  let open = true;
  const retries = defaultGrpcRetryOptions();
  const connection = await Connection.connect({
    address,
    interceptors: [
      makeGrpcRetryInterceptor({
        ...retries,
        retryableDecider: (attempt, status) => open && retries.retryableDecider(attempt, status),
      }),
    ],
  });
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  const giveUp = (): void => {
    open = false;
  };
  const close = (): Promise<void> => connection.close();
  return { client: new Client({ connection }), serverVersion, giveUp, close };
}
