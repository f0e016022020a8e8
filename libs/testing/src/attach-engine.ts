import { Client, type ClientOptions, type WorkflowClientInterceptor } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { askAgain } from '@genvideo/models';
import { connectToClose } from './connect-to-close';
import { installQuietRuntime } from './install-quiet-runtime';
import { loadTestEnvironment } from './test-environment';

export interface AttachEngineOptions extends Pick<ClientOptions, 'dataConverter'> {
  /** Of workflow calls; default none but what asks again. */
  interceptors?: WorkflowClientInterceptor[];
  /** Default `default`. */
  namespace?: string;
  /** Another engine than the one of the global setup, `host:port`. */
  address?: string;
}

export interface AttachedEngine {
  client: Client;
  /** For one worker of one's own; withWorker opens another. */
  nativeConnection: NativeConnection;
  /** `host:port`. */
  address: string;
  namespace: string;
  /** Closes the connections; the engine stays up for the other specs. */
  close: () => Promise<void>;
}

/** Connects to the engine that the global setup brought up. Close it in afterAll. */
export async function attachEngine(options: AttachEngineOptions = {}): Promise<AttachedEngine> {
  const { namespace = 'default', address = loadTestEnvironment().address } = options;
  const { dataConverter, interceptors = [] } = options;
  installQuietRuntime();
  const { connection, close: closeConnection } = await connectToClose(address);
  const nativeConnection = await NativeConnection.connect({ address });
  const close = async (): Promise<void> => {
    await Promise.all([closeConnection(), nativeConnection.close()]);
  };
  const client = new Client({
    ...(dataConverter && { dataConverter }),
    interceptors: { workflow: [askAgain, ...interceptors] },
    connection,
    namespace,
  });
  return { client, nativeConnection, address, namespace, close };
}
