import { Client } from '@temporalio/client';
import { connectToClose } from '@genvideo/testing';

/** A client of the bench's own engine. */
export interface StandClient {
  client: Client;
  serverVersion: string;
  /** Gives up whatever is still asked; call it before the engine ends. */
  giveUp: () => void;
  close: () => Promise<void>;
}

/** Connects with the SDK's own retries, none of which outlives the connection. */
export async function connectClient(address: string): Promise<StandClient> {
  const { connection, giveUp, close } = await connectToClose(address);
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  return { client: new Client({ connection }), serverVersion, giveUp, close };
}
