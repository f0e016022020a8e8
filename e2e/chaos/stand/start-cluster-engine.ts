import { startCluster, type Environment } from '@genvideo/temporal-server';
import type { ChaosEngine } from './chaos-engine';
import { createRelay } from './create-relay';

/**
 * Temporal on PostgreSQL, a process for each role, with a relay between the roles and their database.
 * @throws ClusterUnavailableError where PostgreSQL or Go is missing
 */
export async function startClusterEngine(
  env: Environment,
  onProgress: (line: string) => void,
): Promise<ChaosEngine> {
  let target = { host: '127.0.0.1', port: 0 };
  const database = await createRelay(() => target);
  try {
    const cluster = await startCluster({
      env,
      onProgress,
      logLevel: 'error',
      viaProxy: (direct) => {
        target = direct;
        return Promise.resolve({ host: '127.0.0.1', port: database.port });
      },
    });
    return {
      name: 'Temporal on PostgreSQL, each role a process',
      address: cluster.address,
      port: Number(cluster.address.split(':').at(-1)),
      partOf: (role) => ({ name: `engine-${role}`, part: cluster.parts[role] }),
      database,
      async stop() {
        database.set({ is: 'whole' });
        await cluster.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
