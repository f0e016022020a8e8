import path from 'node:path';
import { bringUpEngineAndBundle } from '../src/bring-up-engine-and-bundle';

// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default async function globalSetup(_: unknown, project: { rootDir: string }): Promise<void> {
  const workflowsPath = path.join(__dirname, 'fixture-workflows.ts');
  await bringUpEngineAndBundle({ workflowsPath, projectDirectory: project.rootDir });
}
