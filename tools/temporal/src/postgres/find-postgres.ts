import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../environment';

/** Where Debian and Ubuntu keep them, a folder for each version and none on PATH. */
const VERSIONED = '/usr/lib/postgresql';

export interface FindPostgresOptions {
  /** For PATH. */
  env: Environment;
  /** Default `/usr/lib/postgresql`. */
  versionedFolder?: string;
}

/** The folder with PostgreSQL's `postgres` and `initdb`: of PATH, or else Debian's newest; null where there is none. */
export function findPostgres({ env, versionedFolder = VERSIONED }: FindPostgresOptions): string | null {
  const onPath = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const versions = existsSync(versionedFolder) ? readdirSync(versionedFolder) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const candidates = [...onPath, ...newestFirst.map((version) => path.join(versionedFolder, version, 'bin'))];
  const found = candidates.find((folder) => ['postgres', 'initdb'].every((name) => canRun(folder, name)));
  // Links to it may stand where its other programs do not.
  return found === undefined ? null : path.dirname(realpathSync(path.join(found, 'postgres')));
}

function canRun(folder: string, name: string): boolean {
  try {
    accessSync(path.join(folder, name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
