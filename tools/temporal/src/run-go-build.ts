import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from './environment';

const MODULE_DIRECTORY = path.join(__dirname, '..');
/** The same for every program, so that they share what is compiled. */
const FLAGS = ['-mod=readonly', '-trimpath', '-v'];
const PROGRESS_INTERVAL_MS = 5_000;
const TIMEOUT_MS = 60 * 60_000;
const LAST_LINES = 3;

export interface GoBuild {
  /** What is built, for the progress. */
  what: string;
  /** The Go to build with, as checkGo finds it. */
  go: string;
  env: Environment;
  /** Of the modules that go.mod pins. */
  packages: readonly string[];
  linkerFlags: string;
  /** A file for one package; a folder, with a slash at its end, for several. */
  output: string;
  typicalSeconds: number;
  onProgress: (line: string) => void;
}

/** Runs `go build` as a static build, and says how far it is. Resolves to null, or to what went wrong. */
export async function runGoBuild(build: GoBuild): Promise<string | null> {
  const { go, env, packages, linkerFlags, output } = build;
  const child = spawn(go, ['build', ...FLAGS, `-ldflags=${linkerFlags}`, '-o', output, ...packages], {
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
    lastLines.splice(0, lastLines.length - LAST_LINES);
  });
  const ticker = tick(build, counts);
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(`go build did not start: ${error.message}`));
      child.once('close', (code, signal) => {
        const how = signal ?? `exit ${String(code)}`;
        resolve(code === 0 ? null : `go build failed (${how}): ${lastLines.join('; ')}`);
      });
    });
  } finally {
    clearInterval(ticker);
  }
}

function tick(
  { what, typicalSeconds, onProgress }: GoBuild,
  counts: Readonly<{ modules: number; packages: number }>,
): NodeJS.Timeout {
  const startedAtMs = Date.now();
  return setInterval(() => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    const { modules, packages } = counts;
    onProgress(
      `building ${what}: ${seconds} s of typically ${typicalSeconds}` +
        ` (${modules} modules downloaded, ${packages} packages compiled)`,
    );
  }, PROGRESS_INTERVAL_MS);
}
