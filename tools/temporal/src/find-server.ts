import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { BINARY_NAME } from './binary-name';
import { buildServer } from './build-server';
import { getCacheDirectory } from './cache-directory';
import { downloadServer } from './download-server';
import type { Environment } from './environment';
import { findOnPath } from './find-on-path';
import { readServerVersion } from './read-server-version';
import { removeLeftovers } from './remove-leftovers';
import { ServerNotFoundError, type FailedWay } from './server-not-found-error';
import { withBuildLock } from './with-build-lock';

export interface FindServerOptions {
  /** TEMPORAL_HOST, TEMPORAL_ADDRESS, TEMPORAL_CLI, PATH, HOME, XDG_CACHE_HOME or LOCALAPPDATA; Go's settings pass through. */
  env: Environment;
  /** One line for a person each time: what was passed over and why, how far a build is. */
  onProgress?: (line: string) => void;
  /** May the SDK download its server? Default true. */
  allowDownload?: boolean;
  /** May Go build the server? Default true. */
  allowBuild?: boolean;
}

/** A server that somebody else runs, or a binary to start. */
export type FoundServer =
  | { kind: 'existing'; address: string }
  | { kind: 'binary'; path: string; via: 'TEMPORAL_CLI' | 'PATH' | 'cache' | 'download' | 'build' };

type Miss = { kind: 'miss'; reason: string; worthSaying?: boolean };
type Search = Required<FindServerOptions> & { directory: string };
type Way = { name: string; attempt: (search: Search) => Promise<FoundServer | Miss> };

/**
 * Finds a Temporal server, in this order: TEMPORAL_HOST (or TEMPORAL_ADDRESS), TEMPORAL_CLI, `temporal` on PATH, the
 * cached binary, the SDK's download, `go build`. Binaries too old are passed over. Whether an existing server answers is
 * not checked here.
 * @throws ServerNotFoundError when every way failed
 */
export async function findServer(options: FindServerOptions): Promise<FoundServer> {
  const { env } = options;
  const home = env['HOME'] || homedir();
  const search: Search = {
    onProgress: () => undefined,
    allowDownload: true,
    allowBuild: true,
    ...options,
    directory: getCacheDirectory({ env, platform: process.platform, home }),
  };
  const tried: FailedWay[] = [];
  const found = (await firstThatWorks(READY, search, tried)) ?? (await obtain(search, tried));
  if (!found) throw new ServerNotFoundError(tried);
  return found;
}

/** Download or build, one process at a time: whoever waited finds the other's result in the cache. */
async function obtain(search: Search, tried: FailedWay[]): Promise<FoundServer | null> {
  const { directory, onProgress } = search;
  if (!search.allowDownload && !search.allowBuild) return firstThatWorks(OBTAIN, search, tried);
  const onWait = (): void =>
    onProgress('another process is getting the Temporal server; waiting to use its result');
  try {
    return await withBuildLock({ directory, onWait }, async () => {
      await removeLeftovers(directory);
      const cached = await fromCache.attempt(search);
      return cached.kind === 'miss' ? await firstThatWorks(OBTAIN, search, tried) : cached;
    });
  } catch (error) {
    tried.push({
      way: 'download or build',
      reason: `${directory} cannot be used: ${(error as Error).message}`,
    });
    return null;
  }
}

async function firstThatWorks(ways: Way[], search: Search, tried: FailedWay[]): Promise<FoundServer | null> {
  for (const { name, attempt } of ways) {
    const result = await attempt(search);
    if (result.kind !== 'miss') return result;
    tried.push({ way: name, reason: result.reason });
    if (result.worthSaying) search.onProgress(`${name}: ${result.reason}; going on to the next way`);
  }
  return null;
}

const miss = (reason: string): Miss => ({ kind: 'miss', reason });
const loudMiss = (reason: string): Miss => ({ kind: 'miss', reason, worthSaying: true });

const fromHost: Way = {
  name: 'TEMPORAL_HOST',
  attempt: ({ env }) => {
    const address = env['TEMPORAL_HOST'] || env['TEMPORAL_ADDRESS'];
    return Promise.resolve(address ? { kind: 'existing', address: withPort(address) } : miss('not set'));
  },
};

const fromSetting: Way = {
  name: 'TEMPORAL_CLI',
  attempt: async ({ env }) => {
    const file = env['TEMPORAL_CLI'];
    if (!file) return miss('not set');
    const version = await readServerVersion(file);
    return version.state === 'usable'
      ? { kind: 'binary', path: path.resolve(file), via: 'TEMPORAL_CLI' }
      : loudMiss(version.reason);
  },
};

const fromPath: Way = {
  name: 'temporal on PATH',
  attempt: async ({ env }) => {
    const file = await findOnPath(BINARY_NAME, env);
    if (!file) return miss('none');
    const version = await readServerVersion(file);
    return version.state === 'usable'
      ? { kind: 'binary', path: file, via: 'PATH' }
      : loudMiss(version.reason);
  },
};

const fromCache: Way = {
  name: 'cached binary',
  attempt: async ({ directory }) => {
    const file = path.join(directory, BINARY_NAME);
    if (!existsSync(file)) return miss(`none in ${directory}`);
    const version = await readServerVersion(file);
    return version.state === 'usable' ? { kind: 'binary', path: file, via: 'cache' } : miss(version.reason);
  },
};

const fromDownload: Way = {
  name: 'SDK download',
  attempt: async ({ env, directory, allowDownload, onProgress }) => {
    if (!allowDownload) return miss('not allowed');
    onProgress('no Temporal server here yet: trying the SDK download');
    const result = await downloadServer({ env, directory });
    return result.state === 'downloaded'
      ? { kind: 'binary', path: result.path, via: 'download' }
      : loudMiss(result.reason);
  },
};

const fromBuild: Way = {
  name: 'go build',
  attempt: async ({ env, directory, allowBuild, onProgress }) => {
    if (!allowBuild) return miss('not allowed');
    const result = await buildServer({ env, directory, onProgress });
    return result.state === 'built'
      ? { kind: 'binary', path: result.path, via: 'build' }
      : loudMiss(result.reason);
  },
};

const READY = [fromHost, fromSetting, fromPath, fromCache];
const OBTAIN = [fromDownload, fromBuild];

/** `host` alone means Temporal's usual port; `[::1]` and `host:port` stay what they say. */
function withPort(address: string): string {
  return /:\d+$/.test(address) ? address : `${address}:7233`;
}
