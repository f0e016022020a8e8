import { findServer, startDevServer, type DevServer, type DevServerOptions } from '@genvideo/temporal-server';
import { toChildEnvironment } from './test-environment';

/**
 * Starts an engine for one spec alone, which may be configured, killed and begun again; stop it in afterAll.
 * @throws Error when TEMPORAL_HOST names an engine and no binary is to be had
 */
export async function startOwnEngine(options: Omit<DevServerOptions, 'binary'> = {}): Promise<DevServer> {
  const found = await findServer({ env: toChildEnvironment({}) });
  if (found.kind !== 'binary') throw new Error('This needs an engine of its own: unset TEMPORAL_HOST');
  return startDevServer({ binary: found.path, ...options });
}
