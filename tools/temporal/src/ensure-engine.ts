import { checkServerVersion } from './check-server-version';
import { findServer, type FindServerOptions } from './find-server';
import { registerSearchAttributes } from './register-search-attributes';
import { startDevServer, type DevServerOptions } from './start-dev-server';
import type { EngineTarget } from './with-engine';

export interface EnsureEngineOptions extends FindServerOptions, Omit<DevServerOptions, 'binary'> {
  /** How to connect if TEMPORAL_HOST names an existing server. */
  existing?: Omit<EngineTarget, 'address'>;
}

export interface Engine {
  /** `host:port`. */
  address: string;
  /** Null without a web UI, and for a server that somebody else runs. */
  uiUrl: string | null;
  /** Null for a server that somebody else runs. */
  pid: number | null;
  /** Ends what was started here; an existing server is left alone. */
  stop: () => Promise<void>;
}

/**
 * A Temporal server that serves, new enough, with GenVideo's search attributes: an existing one, or one started here.
 * @throws ServerNotFoundError, PortInUseError, ServerStartError, EngineError
 */
export async function ensureEngine(options: EnsureEngineOptions): Promise<Engine> {
  const found = await findServer(options);
  if (found.kind === 'binary') return startDevServer({ ...options, binary: found.path });
  const target = { ...options.existing, address: found.address };
  await checkServerVersion(target);
  await registerSearchAttributes({ ...target, searchAttributes: options.searchAttributes });
  return { address: found.address, uiUrl: null, pid: null, stop: () => Promise.resolve() };
}
