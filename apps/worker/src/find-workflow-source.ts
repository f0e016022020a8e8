import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';

/** The export condition under which workspace packages give their TypeScript sources. */
const SOURCE_CONDITION = '@genvideo/source';

/** Resolved only where the sources are; a built worker carries its bundle with it. */
const WORKFLOWS_PACKAGE = '@genvideo/workflows';

/** The bundle that the build put beside this file, else the TypeScript sources, bundled at start. */
export function findWorkflowSource(): Pick<
  WorkerOptions,
  'workflowsPath' | 'workflowBundle' | 'bundlerOptions'
> {
  const codePath = path.join(__dirname, 'workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  return {
    workflowsPath: require.resolve(WORKFLOWS_PACKAGE),
    bundlerOptions: {
      webpackConfigHook: (config) => ({
        ...config,
        resolve: { ...config.resolve, conditionNames: [SOURCE_CONDITION, '...'] },
      }),
    },
  };
}
