import path from 'node:path';
import { bringUpEngineAndBundle } from './bring-up-engine-and-bundle';
import { WORKSPACE_ROOT } from './workspace-root';

/** For a project's Jest config: a real engine, and GenVideo's workflows bundled once for withWorker. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default async function globalSetupWithBundle(_: unknown, project: { rootDir: string }): Promise<void> {
  // Paths, no imports: nothing but a worker loads workflow code.
  const sources = path.join(WORKSPACE_ROOT, 'libs', 'workflows', 'src');
  await bringUpEngineAndBundle({
    workflowsPath: path.join(sources, 'workflows.ts'),
    interceptorModules: ['only-in-tasks.ts', 'tracing/trace-interceptors.ts'].map((file) =>
      path.join(sources, file),
    ),
    projectDirectory: project.rootDir,
  });
}
