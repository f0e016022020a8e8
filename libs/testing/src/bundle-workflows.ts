import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

export interface BundleWorkflowsOptions {
  /** The module that exports the workflows, absolute; loaded once for all of them, as in the worker, where its package does not say that nothing happens then. */
  workflowsPath: string;
  /** Modules of interceptors that go into it, absolute; default none. */
  interceptorModules?: string[];
  /** Its folder is made if missing. */
  outFile: string;
}

/** Bundles workflows from TypeScript sources (workspace packages too) once, for all workers of a run. */
export async function bundleWorkflows({
  workflowsPath,
  interceptorModules = [],
  outFile,
}: BundleWorkflowsOptions): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    workflowInterceptorModules: interceptorModules,
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: ['@genvideo/source', '...'] },
    }),
  });
  await mkdir(path.dirname(outFile), { recursive: true });
  await writeFile(outFile, code);
}
