import path from 'node:path';
import { bringUpEngineAndBundle } from './bring-up-engine-and-bundle';
import { WORKSPACE_ROOT } from './workspace-root';

/** For a project's Jest config: a real engine, and GenVideo's workflows bundled once for withWorker. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default async function globalSetupWithBundle(_: unknown, project: { rootDir: string }): Promise<void> {
  await bringUpEngineAndBundle({
    // A path, no import: nothing but a worker loads workflow code.
    workflowsPath: path.join(WORKSPACE_ROOT, 'libs', 'workflows', 'src', 'workflows.ts'),
    projectDirectory: project.rootDir,
  });
}
