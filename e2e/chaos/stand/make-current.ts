import type { Client } from '@temporalio/client';
import { eventually } from '@genvideo/testing';

/** Has jobs begin on a version from now on, as soon as the engine knows it. */
export function makeCurrent(
  client: Client,
  { deploymentName, buildId }: { deploymentName: string; buildId: string },
): Promise<unknown> {
  return eventually(
    () =>
      client.withDeadline(Date.now() + 20_000, () =>
        client.workflowService.setWorkerDeploymentCurrentVersion({
          ...{ namespace: 'default', deploymentName, buildId },
        }),
      ),
    { what: `version ${buildId} to be known to the engine`, timeoutMs: 300_000 },
  );
}
