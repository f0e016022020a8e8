import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from '../spawn-guarded';

const run = promisify(execFile);
/** PostgreSQL refuses to run as root. The first is its own, where a package has made it. */
const NAMES = ['postgres', 'nobody'];

/** Whom PostgreSQL has to run as: undefined, as ourselves, unless we are root. */
export async function readUnprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of NAMES) {
    const account = await readAccount(name);
    if (account) return account;
  }
  throw new Error(`PostgreSQL does not run as root, and this machine has no user ${NAMES.join(' or ')}`);
}

async function readAccount(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}
