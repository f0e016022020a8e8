import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const VERSION = '4.32.5';

const run = promisify(execFile);

const canRun = (command: string): Promise<boolean> =>
  run(command, ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']).then(
    () => true,
    () => false,
  );

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Puts schemathesis into a virtual environment in the folder for temporary files, once.
 * @returns the program, or null without a Python 3.10 or later
 */
export async function installSchemathesis(): Promise<string | null> {
  if (!(await canRun('python3'))) return null;
  const folder = path.join(os.tmpdir(), `genvideo-schemathesis-${VERSION}`);
  const program = path.join(folder, 'bin', 'schemathesis');
  if (await isThere(program)) return program;
  await mkdir(folder, { recursive: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(path.join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  return program;
}
