import path from 'node:path';
import { bundleWorkflows } from './bundle-workflows';
import { bringUpEngine, shutDownEngine } from './engine-of-this-run';
import { publishTestEnvironment } from './test-environment';

export interface EngineAndBundleOptions {
  /** The module that exports the workflows, absolute. */
  workflowsPath: string;
  /** Modules of interceptors that go into the bundle, absolute; default none. */
  interceptorModules?: string[];
  /** The project under test; the bundle becomes test-output/workflow-bundle.js in it. */
  projectDirectory: string;
}

/** Brings up the engine and bundles the workflows beside it; no engine stays when the bundle fails. */
export async function bringUpEngineAndBundle(options: EngineAndBundleOptions): Promise<void> {
  const { workflowsPath, interceptorModules = [], projectDirectory } = options;
  const bundlePath = path.join(projectDirectory, 'test-output', 'workflow-bundle.js');
  const results = await Promise.allSettled([
    bringUpEngine(),
    bundleWorkflows({ workflowsPath, interceptorModules, outFile: bundlePath }),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await shutDownEngine();
    throw failed.reason;
  }
  publishTestEnvironment({ bundlePath });
}
