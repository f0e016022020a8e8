import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BINARY_NAME } from './binary-name';
import { checkGo } from './check-go';
import type { Environment } from './environment';
import { PINNED } from './pinned-versions';
import { readServerVersion } from './read-server-version';
import { runGoBuild } from './run-go-build';

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const LINKER_FLAGS = `-s -w -X github.com/temporalio/cli/temporalcli.Version=${PINNED.cli}`;
/** Measured with cold caches on two cores. */
const TYPICAL_SECONDS = 150;

export interface BuildServerOptions {
  env: Environment;
  /** Gets the binary under its final name only once it is whole and has answered. */
  directory: string;
  onProgress: (line: string) => void;
}

export type BuildResult = { state: 'built'; path: string } | { state: 'failed'; reason: string };

/** Builds the pinned Temporal CLI with the Go that is on PATH. Call it under the build lock. */
export async function buildServer({ env, directory, onProgress }: BuildServerOptions): Promise<BuildResult> {
  const go = await checkGo(env);
  if (go.state === 'unusable') return { state: 'failed', reason: go.reason };
  const partial = path.join(directory, `partial-${process.pid}-${BINARY_NAME}`);
  try {
    onProgress(`building Temporal ${PINNED.cli} with ${go.version}, once: typically ${TYPICAL_SECONDS} s`);
    const failure = await runGoBuild({
      what: 'Temporal',
      go: go.go,
      env,
      packages: [PACKAGE],
      linkerFlags: LINKER_FLAGS,
      output: partial,
      typicalSeconds: TYPICAL_SECONDS,
      onProgress,
    });
    if (failure) return { state: 'failed', reason: failure };
    const version = await readServerVersion(partial);
    if (version.state === 'unusable') return { state: 'failed', reason: version.reason };
    const finished = path.join(directory, BINARY_NAME);
    await rename(partial, finished);
    onProgress(`built ${finished}`);
    return { state: 'built', path: finished };
  } finally {
    await rm(partial, { force: true });
  }
}
