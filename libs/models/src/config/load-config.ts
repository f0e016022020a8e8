import { describeProblems, toFieldProblems, type FieldProblem } from '../schemas/describe-problems';
import { ENVIRONMENT_ALIASES, environmentSchema, type Config } from './environment-schema';

/** Bad values in the environment; `problems` names every one of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly FieldProblem[]) {
    super(
      `The configuration is not valid: ${describeProblems(problems)}. Correct it in the environment or in .env.`,
    );
  }
}

const withAliases = (environment: Record<string, string | undefined>): Record<string, string | undefined> => {
  const resolved = { ...environment };
  for (const [alias, name] of Object.entries(ENVIRONMENT_ALIASES)) resolved[name] ||= environment[alias];
  return resolved;
};

/**
 * Reads the configuration out of an environment, which it takes as an argument: only a program's main reads the
 * process's own.
 * @throws ConfigError naming every bad value at once
 */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse(withAliases(environment), { reportInput: true });
  if (!parsed.success) throw new ConfigError(toFieldProblems(parsed.error));
  return parsed.data;
}
