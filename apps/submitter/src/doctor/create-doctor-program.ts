import { Command } from 'commander';
import { environmentSchema } from '@genvideo/models/config';
import { httpUrlSchema } from '@genvideo/models/schemas';
import { toSeconds } from '../number-arguments';
import { createSchemaReader } from '../progress/create-schema-reader';
import type { DoctorFlags } from './doctor-flags';

const EXAMPLES = `
It checks the configuration, the engine, its namespace and search attributes, the workers on the task queue, the limiter
and who holds its permits, both providers, the store for results, the folder for temporary files, the API, the way of
callbacks, and the clocks. Nothing is changed, and nothing is paid for.

Examples:
  npx nx run submitter:doctor
  npx genvideo-doctor --json | jq -r '.checks[] | select(.status == "fail") | .fix'

Exit status: 0 healthy, warnings or not; 1 something fails; 2 usage; 3 the engine is out of reach.`;

/** The command line of the doctor. Throws commander's errors instead of ending the process. */
export function createDoctorProgram(run: (flags: DoctorFlags) => Promise<void>): Command {
  return new Command('genvideo-doctor')
    .description('Checks everything that a job needs, and says what to do about what fails.')
    .exitOverride()
    .showHelpAfterError('Add --help to see what can be asked for.')
    .addHelpText('after', EXAMPLES)
    .option('--json', 'one JSON object instead of lines')
    .option('--timeout <seconds>', 'how long each question may take (default: 2)', toSeconds)
    .option(
      '--temporal-host <host:port>',
      'where the engine is (default: TEMPORAL_HOST)',
      createSchemaReader(environmentSchema.shape.TEMPORAL_HOST),
    )
    .option('--namespace <name>', "the engine's namespace (default: TEMPORAL_NAMESPACE)")
    .option(
      '--api-url <url>',
      'where the API is (default: API_HOST and API_PORT)',
      createSchemaReader(httpUrlSchema),
    )
    .option('--api-key <key>', 'a key for the API (default: API_KEY, which no process list shows)')
    .allowExcessArguments(false)
    .action(async (flags: DoctorFlags) => run(flags));
}
