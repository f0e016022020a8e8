import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/**
 * Errors only, since specs make activities fail on purpose; and signals stay Jest's, which the SDK would otherwise take
 * to shut workers down.
 */
export function installQuietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
}
