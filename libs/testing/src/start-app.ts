import path from 'node:path';
import { startProcess, type ProcessOptions, type RunningProcess } from './start-process';
import { areAppsBuilt } from './test-environment';
import { WORKSPACE_ROOT } from './workspace-root';

export interface AppOptions extends AppEntry, Omit<ProcessOptions, 'command' | 'args'> {
  args?: readonly string[];
  /** A command that starts commands, such as `ip netns exec NAME`; it has to become what it starts. Default: none. */
  prefix?: readonly string[];
}

/** A program of an app. */
export interface AppEntry {
  /** The app's folder under apps. */
  app: string;
  /** The file that is started, below its `src` or `dist` and without an ending; default `main`. */
  entry?: string;
  /** From its TypeScript sources, whatever there is of it; default false. */
  fromSources?: boolean;
}

/** The words that start a program of an app, as startApp does. */
export function toAppCommand({
  app,
  entry = 'main',
  fromSources = false,
}: AppEntry): [command: string, ...args: string[]] {
  const folder = path.join(WORKSPACE_ROOT, 'apps', app);
  const { execPath } = process;
  if (areAppsBuilt() && !fromSources) return [execPath, path.join(folder, 'dist', `${entry}.js`)];
  const source = path.join(folder, 'src', `${entry}.ts`);
  return [execPath, '--conditions=@genvideo/source', '--import', 'tsx', source];
}

/**
 * Starts an app's main from its TypeScript sources, and those of the packages it uses; or as it was built, where `npm test`
 * has just done that: a worker then need not bundle its workflows at each start.
 */
export function startApp({
  app,
  entry,
  args = [],
  fromSources,
  prefix = [],
  ...options
}: AppOptions): Promise<RunningProcess> {
  const started = toAppCommand({ app, entry, fromSources });
  const [command, ...rest] = [...prefix, ...started, ...args] as [string, ...string[]];
  return startProcess({ cwd: WORKSPACE_ROOT, ...options, command, args: rest });
}
