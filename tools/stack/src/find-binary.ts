import { findServer } from '@genvideo/temporal-server';
import type { Phases, Print } from './phases';
import type { Environment } from './service-definition';
import { StackError } from './stack-error';

/** The Temporal binary to start: found, downloaded or built, whatever TEMPORAL_HOST says. */
export async function findBinary(env: Environment, phases: Phases, print: Print): Promise<string> {
  const withoutHost = { ...env, TEMPORAL_HOST: undefined, TEMPORAL_ADDRESS: undefined };
  const found = await phases.run(
    'finding the Temporal server',
    () => findServer({ env: withoutHost, onProgress: (line) => print(`  … ${line}`) }),
    (server) => (server.kind === 'binary' ? `Temporal server: ${server.path}` : server.address),
  );
  if (found.kind === 'binary') return found.path;
  throw new StackError(`A Temporal binary was looked for, and ${found.address} was found.`);
}
