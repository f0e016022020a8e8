import path from 'node:path';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { mkdir, writeFile } from 'node:fs/promises';

/** The bundle is the same for all stands of a run. */
let code: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const bundled = await bundleWorkflowCode({
    workflowsPath: path.join(__dirname, '..', 'workflows', 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: ['@genvideo/source', '...'] },
    }),
  });
  return bundled.code;
}

/**
 * Bundles the bench's workflows, once per process.
 * @returns the bundle's path in the folder
 */
export async function bundleBenchWorkflows(folder: string): Promise<string> {
  const bundlePath = path.join(folder, 'workflow-bundle.js');
  await mkdir(folder, { recursive: true });
  await writeFile(bundlePath, await (code ??= bundle()));
  return bundlePath;
}
