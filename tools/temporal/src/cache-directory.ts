import path from 'node:path';
import type { Environment } from './environment';
import { PINNED } from './pinned-versions';

export interface CacheLocation {
  env: Environment;
  platform: NodeJS.Platform;
  /** The user's home directory. */
  home: string;
}

const cacheRoot = ({ env, platform, home }: CacheLocation): string => {
  if (platform === 'win32') return env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches');
  // The XDG specification: a relative path is to be ignored.
  const xdg = env['XDG_CACHE_HOME'];
  return xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.cache');
};

/** What is kept: the development server, or the programs of a cluster. */
export type CachedThing = 'dev-server' | 'cluster';

const NAMES: Record<CachedThing, string> = {
  'dev-server': `temporal-${PINNED.cli}`,
  cluster: `temporal-server-${PINNED.server}`,
};

/** The folder of this user that keeps the pinned server: outside node_modules, one per version. */
export function getCacheDirectory(location: CacheLocation, thing: CachedThing = 'dev-server'): string {
  return path.join(cacheRoot(location), 'genvideo', NAMES[thing]);
}
