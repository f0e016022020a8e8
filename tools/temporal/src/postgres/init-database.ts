import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../environment';
import type { Account } from '../spawn-guarded';

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

export interface DatabaseFolder {
  /** Belongs to the account; gets everything. */
  folder: string;
  /** Where the programs are. */
  programs: string;
  account: Account | undefined;
  env: Environment;
  user: string;
  password: string;
}

/**
 * Makes an empty database cluster of one user, who has to say the password; returns its data folder.
 * @throws Error with what initdb said
 */
export async function initDatabase(options: DatabaseFolder): Promise<string> {
  const { folder, programs, account, env, user, password } = options;
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 }); // in a folder that only its owner enters
  const args = [
    ...['--pgdata', data, '--username', user, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-instructions'],
    '--no-sync', // an empty one is made again at once
  ];
  try {
    await run(path.join(programs, 'initdb'), args, {
      cwd: folder,
      env: { ...env, LC_ALL: 'C' },
      timeout: TIMEOUT_MS,
      ...account,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  return data;
}
