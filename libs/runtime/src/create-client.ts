import { Client, type ClientOptions, type WorkflowClientInterceptor } from '@temporalio/client';
import { askAgain } from '@genvideo/models';
import type { EngineOptions } from './load-engine-options';

/**
 * A client on a connection to the engine, which asks again what it asked too early.
 * @param interceptors take part in what it asks
 */
export function createClient(
  connection: NonNullable<ClientOptions['connection']>,
  {
    namespace,
    dataConverter,
  }: Pick<EngineOptions, 'namespace'> & { dataConverter?: EngineOptions['dataConverter'] | undefined },
  interceptors: WorkflowClientInterceptor[] = [],
): Client {
  return new Client({
    connection,
    namespace,
    interceptors: { workflow: [askAgain, ...interceptors] },
    ...(dataConverter && { dataConverter }),
  });
}
