import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { AttachedEngine } from './attach-engine';
import { loadTestEnvironment } from './test-environment';

export interface WithWorkerOptions extends Omit<WorkerOptions, 'connection' | 'namespace' | 'taskQueue'> {
  engine: Pick<AttachedEngine, 'address' | 'namespace'>;
  taskQueue: string;
}

/**
 * Runs a worker until `fn` settles, and returns what `fn` returned. Workflows come from the project's prebuilt bundle,
 * unless the options name others; without either the worker runs activities only. At the end running activities are
 * cancelled at once, and given up after 5 s, unless the options say otherwise. Workers may nest, also on one queue.
 */
export async function withWorker<T>(
  options: WithWorkerOptions,
  fn: (worker: Worker) => Promise<T>,
): Promise<T> {
  const { engine, ...workerOptions } = options;
  const { bundlePath } = loadTestEnvironment();
  const prebuilt =
    bundlePath && !workerOptions.workflowsPath ? { workflowBundle: { codePath: bundlePath } } : {};
  // A connection of its own: the SDK refuses a second worker on the same connection, namespace and queue.
  const connection = await NativeConnection.connect({ address: engine.address });
  try {
    const worker = await Worker.create({
      ...prebuilt,
      shutdownGraceTime: 0,
      shutdownForceTime: '5s',
      ...workerOptions,
      connection,
      namespace: engine.namespace,
    });
    return await worker.runUntil(() => fn(worker));
  } finally {
    await connection.close();
  }
}
