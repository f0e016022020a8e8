import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

type Environment = Record<string, string | undefined>;

/** The process's environment, completed by a `.env` file where it leaves something out. */
export function loadEnvironment(processEnvironment: Environment, file = '.env'): Environment {
  if (!existsSync(file)) return processEnvironment;
  return { ...parseEnv(readFileSync(file, 'utf8')), ...processEnvironment };
}
