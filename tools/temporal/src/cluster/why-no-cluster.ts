import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../environment';
import { findPostgres } from '../postgres/find-postgres';
import { areProgramsBuilt } from './find-cluster-programs';

const GO = process.platform === 'win32' ? 'go.exe' : 'go';

/**
 * Why no cluster can be had on this machine, for a test that is to be skipped there, or null. It looks only, so a build that
 * would fail is not foreseen; `GENVIDEO_NO_CLUSTER` says for whoever has tried.
 */
export function whyNoCluster(env: Environment): string | null {
  if (env['GENVIDEO_NO_CLUSTER']) return env['GENVIDEO_NO_CLUSTER'];
  if (findPostgres({ env }) === null) return 'PostgreSQL is not installed';
  if (areProgramsBuilt(env) || hasGo(env)) return null;
  return 'the Temporal server for a cluster is not built, and Go is not installed';
}

function hasGo(env: Environment): boolean {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.some((folder) => existsSync(path.join(folder, GO)));
}
