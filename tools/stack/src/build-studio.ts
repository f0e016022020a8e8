import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Print } from './phases';
import { startChild } from './start-child';

/** What the studio is made of. */
const SOURCES = ['apps/studio', 'libs/progress-client/src', 'libs/models/src'];

/** What lies in those folders and is none of it. */
const IGNORED = new Set(['dist', 'dist.new', 'node_modules', 'out-tsc', 'test-output']);

const STOP_MS = 2_000;

export interface BuildStudioOptions {
  /** The workspace's folder. */
  root: string;
  logDir: string;
  environment: Readonly<Record<string, string | undefined>>;
  print: Print;
  signal: AbortSignal;
}

/** When the latest change of anything in a folder was, in milliseconds of the Unix epoch. */
async function readLatestChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = entries
    .filter(({ name }) => !IGNORED.has(name))
    .map(async (entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? readLatestChange(place) : (await stat(place)).mtimeMs;
    });
  return Math.max(0, ...(await Promise.all(times)));
}

/** Whether the studio has been built since its sources changed last. */
export async function isStudioFresh(root: string): Promise<boolean> {
  const page = path.join(root, 'apps/studio/dist/index.html');
  if (!existsSync(page)) return false;
  const changes = await Promise.all(SOURCES.map((folder) => readLatestChange(path.join(root, folder))));
  return (await stat(page)).mtimeMs >= Math.max(...changes);
}

/**
 * Builds the studio where that is due, which takes a second or two. Never rejects: everything else works without it,
 * and the API says how to build it.
 */
export async function buildStudio(options: BuildStudioOptions): Promise<void> {
  const { root, logDir, environment, print, signal } = options;
  try {
    if (await isStudioFresh(root)) return;
    const child = startChild(
      {
        name: 'studio-build',
        command: process.execPath,
        args: [path.join(root, 'apps/studio/build.mjs')],
        cwd: path.join(root, 'apps/studio'),
        env: environment,
        answersAt: [],
        stopTimeoutMs: STOP_MS,
      },
      { logDir },
    );
    const stop = (): void => void child.stop();
    signal.addEventListener('abort', stop, { once: true });
    const { how, lastLines } = await child.ended;
    signal.removeEventListener('abort', stop);
    if (how !== 'exit 0' && !signal.aborted)
      print(`  The studio could not be built (${how}); all else works. ${lastLines.at(-1) ?? ''}`);
  } catch (error) {
    print(`  The studio could not be built: ${(error as Error).message}`);
  }
}
