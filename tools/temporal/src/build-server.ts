import { spawn } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { BINARY_NAME } from './binary-name';
import { checkGo } from './check-go';
import type { Environment } from './environment';
import { PINNED } from './pinned-versions';
import { readServerVersion } from './read-server-version';

const MODULE_DIRECTORY = path.join(__dirname, '..');
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const FLAGS = ['-mod=readonly', '-trimpath', '-v'];
const LINKER_FLAGS = `-s -w -X github.com/temporalio/cli/temporalcli.Version=${PINNED.cli}`;
const PROGRESS_INTERVAL_MS = 5_000;
/** Measured with cold caches on two cores. */
const TYPICAL_SECONDS = 150;
const TIMEOUT_MS = 60 * 60_000;

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
    const failure = await runBuild({ go: go.go, env, output: partial, onProgress });
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

interface Build {
  go: string;
  env: Environment;
  output: string;
  onProgress: (line: string) => void;
}

/** Resolves to null, or to what went wrong. */
async function runBuild({ go, env, output, onProgress }: Build): Promise<string | null> {
  const child = spawn(go, ['build', ...FLAGS, `-ldflags=${LINKER_FLAGS}`, '-o', output, PACKAGE], {
    cwd: MODULE_DIRECTORY,
    env: { ...env, GOWORK: 'off', CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const counts = { modules: 0, packages: 0 };
  const lastLines: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    if (line.startsWith('go: downloading ')) counts.modules += 1;
    else if (/^\S+$/.test(line)) counts.packages += 1;
    else lastLines.push(line.trim());
    lastLines.splice(0, lastLines.length - 3);
  });
  const startedAtMs = Date.now();
  const ticker = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    const { modules, packages } = counts;
    onProgress(
      `building Temporal: ${seconds} s of typically ${TYPICAL_SECONDS}` +
        ` (${modules} modules downloaded, ${packages} packages compiled)`,
    );
  }, PROGRESS_INTERVAL_MS);
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(`go build did not start: ${error.message}`));
      child.once('close', (code, signal) =>
        resolve(
          code === 0
            ? null
            : `go build failed (${signal ?? `exit ${String(code)}`}): ${lastLines.join('; ')}`,
        ),
      );
    });
  } finally {
    clearInterval(ticker);
  }
}
