import { Connection } from '@temporalio/client';
import { acceptsConnections } from '../accepts-connections';
import { pollUntil } from '../poll-until';
import { waitUntilServing } from '../wait-until-serving';
import type { Role, RolePorts } from './cluster-ports';

const ANSWER_MS = 2_000;
const SERVING = 1;
/** The one namespace that a server makes for itself. */
const OWN_NAMESPACE = 'temporal-system';

const HEALTH = {
  history: 'temporal.api.workflowservice.v1.HistoryService',
  matching: 'temporal.api.workflowservice.v1.MatchingService',
} as const;

/** Resolves when a role that serves others does so; gives up with the signal's reason. */
export function waitForRole(
  role: Exclude<Role, 'worker'>,
  { grpc }: RolePorts,
  signal: AbortSignal,
): Promise<void> {
  return role === 'frontend'
    ? waitUntilServing({ port: grpc, namespace: OWN_NAMESPACE, signal })
    : waitUntilHealthy(grpc, HEALTH[role], signal);
}

async function waitUntilHealthy(port: number, service: string, signal: AbortSignal): Promise<void> {
  await pollUntil(signal, () => acceptsConnections(port));
  const connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  try {
    await pollUntil(signal, async () => {
      const { status } = await connection.withDeadline(Date.now() + ANSWER_MS, () =>
        connection.healthService.check({ service }),
      );
      return Number(status) === SERVING;
    });
  } finally {
    await connection.close();
  }
}
