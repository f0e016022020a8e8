import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { getCacheDirectory } from '../cache-directory';
import type { Environment } from '../environment';
import { findPostgres } from '../postgres/find-postgres';
import { removeLeftovers } from '../remove-leftovers';
import { withBuildLock } from '../with-build-lock';
import { buildClusterPrograms, PROGRAMS } from './build-cluster-programs';
import { ClusterUnavailableError } from './cluster-unavailable-error';

export interface FindClusterProgramsOptions {
  /** PATH, HOME, XDG_CACHE_HOME or LOCALAPPDATA; Go's settings pass through. */
  env: Environment;
  /** One line for a person each time: how far a build is. */
  onProgress?: (line: string) => void;
}

export interface ClusterPrograms {
  /** The Temporal server, as for production. */
  server: string;
  /** Its tool for schemas. */
  sqlTool: string;
  /** The folder of PostgreSQL's programs. */
  postgres: string;
}

const NO_POSTGRES = [
  'PostgreSQL is not installed (no postgres and initdb on PATH or below /usr/lib/postgresql).',
  'Debian, Ubuntu: apt-get install -y postgresql; macOS: brew install postgresql. Its service need not run.',
].join(' ');

/**
 * Finds what a cluster is made of: PostgreSQL as it is installed, and the server's programs, which are built into the cache
 * of this user when they are wanted for the first time.
 * @throws ClusterUnavailableError
 */
export async function findClusterPrograms(options: FindClusterProgramsOptions): Promise<ClusterPrograms> {
  const { env, onProgress = () => undefined } = options;
  const postgres = findPostgres({ env });
  if (postgres === null) throw new ClusterUnavailableError(NO_POSTGRES);
  const directory = toDirectory(env);
  if (!isComplete(directory)) await obtain({ env, directory, onProgress });
  return { ...toPaths(directory), postgres };
}

/** Are the server's programs in the cache of this user? */
export const areProgramsBuilt = (env: Environment): boolean => isComplete(toDirectory(env));

function toDirectory(env: Environment): string {
  const home = env['HOME'] || homedir();
  return getCacheDirectory({ env, platform: process.platform, home }, 'cluster');
}

async function obtain(options: { env: Environment; directory: string; onProgress: (line: string) => void }) {
  const { directory, onProgress } = options;
  const onWait = (): void =>
    onProgress('another process is building the cluster’s programs; waiting to use its result');
  await withBuildLock({ directory, onWait }, async () => {
    if (isComplete(directory)) return;
    await removeLeftovers(directory);
    const failure = await buildClusterPrograms(options);
    if (failure === null) return;
    throw new ClusterUnavailableError(
      `The Temporal server for a cluster could not be built: ${failure}. It needs Go (https://go.dev/dl) and a Go module proxy.`,
    );
  });
}

function toPaths(directory: string): Omit<ClusterPrograms, 'postgres'> {
  return {
    server: path.join(directory, PROGRAMS.server.name),
    sqlTool: path.join(directory, PROGRAMS.sqlTool.name),
  };
}

const isComplete = (directory: string): boolean => Object.values(toPaths(directory)).every(existsSync);
