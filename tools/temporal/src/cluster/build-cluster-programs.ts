import { execFile } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkGo } from '../check-go';
import type { Environment } from '../environment';
import { PINNED } from '../pinned-versions';
import { runGoBuild } from '../run-go-build';

const run = promisify(execFile);
/** Measured on two busy cores after the CLI has been built, with which they share all but 10 of 1,259 packages. */
const TYPICAL_SECONDS = 15;
const EXE = process.platform === 'win32' ? '.exe' : '';

/** What is built: the package of the pinned module, the name that Go gives it, and the name it gets. */
export const PROGRAMS = {
  server: {
    package: 'go.temporal.io/server/cmd/server',
    goName: `server${EXE}`,
    name: `temporal-server${EXE}`,
  },
  sqlTool: {
    package: 'go.temporal.io/server/cmd/tools/sql',
    goName: `sql${EXE}`,
    name: `temporal-sql-tool${EXE}`,
  },
} as const;

export interface BuildClusterProgramsOptions {
  env: Environment;
  /** Gets the programs under their final names only once they are whole and have answered. */
  directory: string;
  onProgress: (line: string) => void;
}

/**
 * Builds the pinned server's own programs with the Go that is on PATH. Call it under the build lock. Resolves to null, or
 * to what went wrong.
 */
export async function buildClusterPrograms(options: BuildClusterProgramsOptions): Promise<string | null> {
  const { env, directory, onProgress } = options;
  const go = await checkGo(env);
  if (go.state === 'unusable') return go.reason;
  const partial = path.join(directory, `partial-${process.pid}`);
  await mkdir(partial, { recursive: true });
  try {
    onProgress(
      `building the Temporal server ${PINNED.server} with ${go.version}, once: typically ${TYPICAL_SECONDS} s, ` +
        'some 150 s more where the Temporal CLI has not been built before',
    );
    const failure = await runGoBuild({
      what: 'the Temporal server',
      go: go.go,
      env,
      packages: Object.values(PROGRAMS).map((program) => program.package),
      linkerFlags: '-s -w',
      output: `${partial}${path.sep}`,
      typicalSeconds: TYPICAL_SECONDS,
      onProgress,
    });
    if (failure) return failure;
    return await adopt(partial, directory);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function adopt(partial: string, directory: string): Promise<string | null> {
  for (const { goName, name } of Object.values(PROGRAMS)) {
    const built = path.join(partial, goName);
    const { stdout } = await run(built, ['--version'], { timeout: 30_000 });
    if (!stdout.includes(PINNED.server)) return `${goName} --version says ${stdout.trim()}`;
    await rename(built, path.join(directory, name));
  }
  return null;
}
