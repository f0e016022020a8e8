import path from 'node:path';
import { startProcess, type ProcessOptions, type RunningProcess } from './start-process';
import { areAppsBuilt } from './test-environment';
import { WORKSPACE_ROOT } from './workspace-root';

export interface AppOptions extends Omit<ProcessOptions, 'command' | 'args'> {
  /** The app's folder under apps. */
  app: string;
  args?: readonly string[];
  /** Start it from its TypeScript sources, whatever there is of it; default false. */
  fromSources?: boolean;
}

const toSources = (folder: string): string[] => [
  '--conditions=@genvideo/source',
  '--import',
  'tsx',
  path.join(folder, 'src/main.ts'),
];

/**
 * Starts an app's main from its TypeScript sources, and those of the packages it uses; or as it was built, where `npm test`
 * has just done that: a worker then need not bundle its workflows at each start.
 */
export function startApp({
  app,
  args = [],
  fromSources = false,
  ...options
}: AppOptions): Promise<RunningProcess> {
  const folder = path.join(WORKSPACE_ROOT, 'apps', app);
  const main = areAppsBuilt() && !fromSources ? [path.join(folder, 'dist/main.js')] : toSources(folder);
  return startProcess({
    cwd: WORKSPACE_ROOT,
    ...options,
    command: process.execPath,
    args: [...main, ...args],
  });
}
