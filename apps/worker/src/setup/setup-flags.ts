import { parseArgs } from 'node:util';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** What stands on the command line of the set-up. */
export interface SetupFlags {
  /** Make the namespace where it is missing; default: say that it is missing. */
  createNamespace: boolean;
  /** How long the engine keeps what has ended, in days, of a namespace that is made here. */
  retentionDays: number;
  /** Let new jobs begin on TEMPORAL_WORKER_BUILD_ID. */
  makeCurrent: boolean;
  /** How long to wait for the engine, in seconds. */
  patienceSeconds: number;
  help: boolean;
}

export const USAGE = `Usage: npx nx run worker:setup -- [options]

Prepares the engine that TEMPORAL_HOST names: its version, the namespace, the search attributes. Run it as often as you
like: it adds what is missing and changes nothing else.

  --create-namespace      make the namespace TEMPORAL_NAMESPACE where it is missing (not on Temporal Cloud)
  --retention-days <n>    how long a namespace made here keeps what has ended; default 7
  --make-current          let new jobs begin on the worker version TEMPORAL_WORKER_BUILD_ID
  --patience <seconds>    how long to wait for the engine; default 10
  -h, --help              show this
`;

const toWhole = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new UserFacingError(
    `--${name} must be a whole number from ${least} on, not "${text}".`,
    EXIT_STATUS.usage,
  );
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        'create-namespace': { type: 'boolean', default: false },
        'retention-days': { type: 'string', default: '7' },
        'make-current': { type: 'boolean', default: false },
        patience: { type: 'string', default: '10' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`${reason}. See --help.`, EXIT_STATUS.usage);
  }
};

/**
 * Reads the command line.
 * @param argv without node and script
 * @throws UserFacingError naming what makes no sense
 */
export function parseSetupFlags(argv: readonly string[]): SetupFlags {
  const values = parse(argv);
  return {
    createNamespace: values['create-namespace'],
    retentionDays: toWhole('retention-days', values['retention-days'], 1),
    makeCurrent: values['make-current'],
    patienceSeconds: toWhole('patience', values.patience, 0),
    help: values.help,
  };
}
