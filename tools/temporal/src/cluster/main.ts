import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { ClusterPart } from './cluster-part';
import { ClusterUnavailableError } from './cluster-unavailable-error';
import { findClusterPrograms } from './find-cluster-programs';
import { startCluster } from './start-cluster';

const DEFAULT_PORT = '7233';

/** There cannot be a cluster here; everything else that goes wrong is a failure. */
const EXIT_UNAVAILABLE = 3;

/**
 * `npx nx run temporal-server:cluster [--port 7233] [--log-file FILE]`: a Temporal server on PostgreSQL, until Ctrl-C. Parts
 * that end are started again; the data go with the whole. With `--build-only` its programs are found or built, and that is all.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: DEFAULT_PORT },
      'log-file': { type: 'string' },
      'build-only': { type: 'boolean', default: false },
    },
  });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  if (values['build-only']) {
    const { server } = await findClusterPrograms({ env: process.env, onProgress: say });
    process.stdout.write(`${server}\n`);
    return;
  }
  await serve({ port: toPort(values.port), logFile: values['log-file'] }, say);
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port ${text} is no port: 0 to 65535, please`);
  return port;
}

async function serve(
  options: { port: number; logFile: string | undefined },
  say: (line: string) => void,
): Promise<void> {
  const startedAtMs = Date.now();
  const cluster = await startCluster({ ...options, env: process.env, onProgress: say });
  const seconds = ((Date.now() - startedAtMs) / 1_000).toFixed(1);
  for (const { name, pid } of Object.values(cluster.parts)) say(`${name.padEnd(8)} process ${pid}`);
  say(`database ${cluster.databaseUrls.main}`);
  say(`started in ${seconds} s; Ctrl-C ends it and forgets everything`);
  process.stdout.write(`TEMPORAL_HOST=${cluster.address}\n`);

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  try {
    const kept = Object.values(cluster.parts).map((part) => keepUp(part, { say, signal: stopping.signal }));
    await Promise.race([once(stopping.signal, 'abort'), ...kept]);
  } finally {
    stopping.abort();
    await cluster.stop();
  }
}

interface Keeping {
  say: (line: string) => void;
  /** No part is started again after it. */
  signal: AbortSignal;
}

/** Starts a part again whenever it has ended. Rejects when it does not come up. */
async function keepUp(part: ClusterPart, { say, signal }: Keeping): Promise<void> {
  for (;;) {
    await part.ended;
    if (signal.aborted) return;
    say(`${part.name} has ended; starting it again`);
    await part.restart();
    say(`${part.name.padEnd(8)} process ${part.pid}`);
  }
}

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${process.env['DEBUG'] ? stack : message}\n`);
  process.exitCode = error instanceof ClusterUnavailableError ? EXIT_UNAVAILABLE : 1;
});
