import type { Connection } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { EngineDeniedError } from './engine-denied-error';

type DeploymentConfig = Pick<Config, 'TEMPORAL_DEPLOYMENT_NAME' | 'TEMPORAL_WORKER_BUILD_ID'>;

/** gRPC's statuses for a version that no worker has polled with yet. */
const UNKNOWN: readonly unknown[] = [5, 9];

const toCode = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

/**
 * Lets new jobs begin on TEMPORAL_WORKER_BUILD_ID from now on. Jobs that run stay on theirs.
 * @returns what was done, in words
 * @throws UserFacingError when there is no such version: a worker has to poll with it first
 */
export async function makeCurrent(
  { workflowService }: Connection,
  namespace: string,
  { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId }: DeploymentConfig,
): Promise<string> {
  if (buildId === null)
    throw new UserFacingError('--make-current needs TEMPORAL_WORKER_BUILD_ID.', EXIT_STATUS.usage);
  try {
    await workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId });
  } catch (error) {
    if (UNKNOWN.includes(toCode(error)))
      throw new UserFacingError(
        `No worker of the deployment "${deploymentName}" has polled with the build id "${buildId}" yet. Start one, and run this again.`,
        EXIT_STATUS.failed,
        { cause: error },
      );
    throw new EngineDeniedError(
      `make "${buildId}" the current version of "${deploymentName}"`,
      'Do it with credentials that may, or in the UI of the engine (Deployments).',
      { cause: error as Error },
    );
  }
  return `deployment "${deploymentName}": new jobs begin on "${buildId}"`;
}
