import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../environment';
import type { Database } from '../postgres/database';
import { DATABASE_NAMES, SQL_PLUGIN } from './to-server-config';

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

export interface SchemaOptions {
  sqlTool: string;
  database: Database;
  env: Environment;
}

const SCHEMAS = [
  { name: DATABASE_NAMES.main, schema: 'postgresql/v12/temporal' },
  { name: DATABASE_NAMES.visibility, schema: 'postgresql/v12/visibility' },
];

/**
 * Makes both databases, with the newest schema that the tool carries.
 * @throws Error with what the tool said
 */
export async function setUpSchemas({ sqlTool, database, env }: SchemaOptions): Promise<void> {
  const setUp = async ({ name, schema }: (typeof SCHEMAS)[number]): Promise<void> => {
    const target = {
      ...env,
      SQL_PLUGIN,
      SQL_HOST: '127.0.0.1',
      SQL_PORT: String(database.port),
      SQL_USER: database.user,
      SQL_PASSWORD: database.password,
      SQL_DATABASE: name,
    };
    for (const args of [
      ['create-database'],
      ['setup-schema', '--version', '0.0'],
      ['update-schema', '--schema-name', schema],
    ]) {
      await run(sqlTool, args, { env: target, timeout: TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 });
    }
  };
  await Promise.all(SCHEMAS.map(setUp));
}
