import {
  ConfigError,
  ENVIRONMENT_ALIASES,
  environmentSchema,
  loadConfig,
  type Config,
} from '@genvideo/models/config';
import type { Environment } from '@genvideo/runtime';
import { fail, ok, warn, type Verdict } from './finding';
import { findSimilar } from './find-similar';

/** The configuration as far as it can be used: what is wrong in it has been left out, so that its default counts. */
export interface CheckedConfiguration {
  verdict: Verdict;
  config: Config;
  environment: Environment;
}

const NAMES = [...Object.keys(environmentSchema.shape), ...Object.keys(ENVIRONMENT_ALIASES)];

/** Variables that look like a setting with a slip of the pen. */
const findSlips = (environment: Environment): string[] =>
  Object.entries(environment)
    .filter(([name, value]) => !NAMES.includes(name) && (value ?? '') !== '')
    .flatMap(([name]) => {
      const meant = findSimilar(name, NAMES);
      return meant === null ? [] : [`${name} (${meant}?)`];
    });

/** A bad value in a list is named `EMAIL_TO[0]`. */
const toVariable = (field: string): string => field.replace(/[.[].*$/, '');

const withoutBad = (environment: Environment, fields: readonly string[]): Environment => {
  const bad = new Set(fields.map(toVariable));
  for (const [alias, name] of Object.entries(ENVIRONMENT_ALIASES)) if (bad.has(name)) bad.add(alias);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !bad.has(name)));
};

const toGoodVerdict = (environment: Environment): Verdict => {
  const slips = findSlips(environment);
  if (slips.length === 0) return ok('every setting can be used');
  return warn(
    `nothing reads ${slips.join(', ')}`,
    'Correct the names in the environment or in .env, or unset them.',
  );
};

/** Reads the configuration, and says of every bad value what is wrong with it. */
export function checkConfiguration(environment: Environment): CheckedConfiguration {
  try {
    return { verdict: toGoodVerdict(environment), config: loadConfig(environment), environment };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { problems } = error;
    const usable = withoutBad(
      environment,
      problems.map(({ field }) => field),
    );
    const words = problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    return {
      verdict: fail(
        words,
        'Correct it in the environment or in .env: no program starts before. The other checks go on with the defaults.',
      ),
      config: loadConfig(usable),
      environment: usable,
    };
  }
}
