import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import type { Config } from '@genvideo/models/config';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

type DeploymentConfig = Pick<Config, 'TEMPORAL_DEPLOYMENT_NAME' | 'TEMPORAL_WORKER_BUILD_ID'>;

/** Tells the workflows of the bundle that their worker has a version: autoUpgrade in libs/workflows. */
const VERSIONED = 'globalThis.genvideoVersioned = true;';

const readBundle = (bundle: WorkerOptions['workflowBundle']): string => {
  if (bundle === undefined || !('codePath' in bundle))
    throw new UserFacingError(
      'TEMPORAL_WORKER_BUILD_ID is for built workers: the sources have no version. Run npx nx build worker and node apps/worker/dist/main.js, or unset it.',
      EXIT_STATUS.usage,
    );
  return readFileSync(bundle.codePath, 'utf8');
};

/**
 * Which version of which deployment this worker is, for the engine's Worker Versioning: a job ends on the version that it
 * began on, and what lives longer goes on with the new one. Nothing without TEMPORAL_WORKER_BUILD_ID.
 * @throws UserFacingError when the worker is not built
 */
export function toDeploymentOptions(
  { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId }: DeploymentConfig,
  { workflowBundle }: Pick<WorkerOptions, 'workflowBundle'>,
): Pick<WorkerOptions, 'workerDeploymentOptions' | 'workflowBundle'> {
  if (buildId === null) return {};
  return {
    // On the line that is there, so that source maps fit.
    workflowBundle: { code: `${VERSIONED}${readBundle(workflowBundle)}` },
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
