import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startProcess, WORKSPACE_ROOT, type RunningProcess } from '@genvideo/testing';
import type { Machine } from './machines';

export type Variables = Readonly<Record<string, string>>;

/** What the apps say when they are ready. */
const READY = { worker: '"worker_ready"', api: '"api_listening"' } as const;

/** They may have to wait for an engine that is just being killed. */
const READY_TIMEOUT_MS = 60_000;

export interface BuiltApp {
  app: keyof typeof READY;
  env: Variables;
  /** Where it was built; default: the workspace's own. */
  folder?: string | undefined;
  machine: Machine;
  /** Gets what it printed, once it has ended, in a file of its own. Default: nobody. */
  logFolder?: string | undefined;
}

/** Starts an app as it is built. */
export async function startBuilt({
  app,
  env,
  folder,
  machine,
  logFolder,
}: BuiltApp): Promise<RunningProcess> {
  const main = path.join(folder ?? path.join(WORKSPACE_ROOT, 'apps', app), 'dist', 'main.js');
  const [command = process.execPath, ...args] = [...machine.prefix, process.execPath, main];
  const started = await startProcess({
    command,
    args,
    env: { ...env, USE_JSON_LOGGING: 'true' },
    readyWhen: READY[app],
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  if (logFolder !== undefined) void keepLog(started, logFolder, app);
  return started;
}

async function keepLog(started: RunningProcess, folder: string, app: string): Promise<void> {
  await started.exited;
  mkdirSync(folder, { recursive: true });
  const lines = [...started.stdout, ...started.stderr].join('\n');
  writeFileSync(path.join(folder, `${app}-${started.pid}.log`), `${lines}\n`);
}
