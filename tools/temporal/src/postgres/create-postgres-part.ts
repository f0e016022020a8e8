import { randomBytes } from 'node:crypto';
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createClusterPart, type ControlledPart } from '../cluster/cluster-part';
import type { Environment } from '../environment';
import { pollUntil } from '../poll-until';
import type { Database } from './database';
import { initDatabase } from './init-database';
import { listChildren } from './list-children';
import { readUnprivilegedAccount } from './read-unprivileged-account';
import { takesSessions } from './takes-sessions';

const USER = 'temporal';
/** Four roles with up to 30 connections each, and people who look. */
const MAX_CONNECTIONS = 200;

/** After a SIGKILL, one call for the whole disk instead of one for each of 2,000 files (1 s instead of 10); only Linux can. */
const QUICK_RECOVERY = process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {};

export interface PostgresOptions {
  /** PostgreSQL's programs. */
  programs: string;
  /** A new folder in it gets the data. Other users must be able to pass through it. */
  parent: string;
  port: number;
  env: Environment;
  logFile?: string;
  startTimeoutMs: number;
}

/**
 * A PostgreSQL of one's own on 127.0.0.1, empty and not started yet. What it has confirmed survives a SIGKILL, and a power
 * failure, too (`fsync` is on, said explicitly, whatever its default).
 */
export async function createPostgresPart(
  options: PostgresOptions,
): Promise<{ part: ControlledPart; database: Database }> {
  const { programs, parent, port, env, logFile, startTimeoutMs } = options;
  const account = await readUnprivilegedAccount();
  const folder = path.join(parent, 'postgres');
  await mkdir(folder, { mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
  const database = { port, user: USER, password: randomBytes(16).toString('hex') };
  const data = await initDatabase({ folder, programs, account, env, ...database });
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    fsync: 'on',
    synchronous_commit: 'on',
    ...QUICK_RECOVERY,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const part = createClusterPart({
    name: 'postgres',
    command: {
      command: path.join(programs, 'postgres'),
      args: ['-D', data, ...args],
      cwd: folder,
      env: { ...env, LC_ALL: 'C' },
      account,
    },
    ready: (signal) => pollUntil(signal, () => takesSessions(port, USER)),
    restartSignal: 'SIGINT', // the "fast shutdown", which does not wait for clients
    stopSignal: 'SIGQUIT', // the "immediate" one, which takes its children along
    listChildren,
    logFile,
    startTimeoutMs,
  });
  return { part, database };
}
