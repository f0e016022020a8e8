import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { findClusterPrograms, type Environment } from '@genvideo/temporal-server';

const run = promisify(execFile);

/** The version of the PostgreSQL that clusters run on. */
export async function readPostgresVersion(env: Environment): Promise<string> {
  const { postgres } = await findClusterPrograms({ env });
  const { stdout } = await run(path.join(postgres, 'postgres'), ['--version'], { timeout: 10_000 });
  return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? stdout.trim();
}
