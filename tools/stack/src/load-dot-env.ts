import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from './service-definition';

/** An environment, completed by a `.env` file where it leaves something out. */
export function loadDotEnv(environment: Environment, file: string): Environment {
  if (!existsSync(file)) return environment;
  return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
}
