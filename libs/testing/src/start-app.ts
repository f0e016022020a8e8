import path from 'node:path';
import { startProcess, type ProcessOptions, type RunningProcess } from './start-process';
import { WORKSPACE_ROOT } from './workspace-root';

export interface AppOptions extends Omit<ProcessOptions, 'command' | 'args'> {
  /** The app's folder under apps. */
  app: string;
  args?: readonly string[];
}

/** Starts an app's src/main.ts from its TypeScript sources, and those of the packages it uses. */
export function startApp({ app, args = [], ...options }: AppOptions): Promise<RunningProcess> {
  const main = path.join(WORKSPACE_ROOT, 'apps', app, 'src', 'main.ts');
  return startProcess({
    cwd: WORKSPACE_ROOT,
    ...options,
    command: process.execPath,
    args: ['--conditions=@genvideo/source', '--import', 'tsx', main, ...args],
  });
}
