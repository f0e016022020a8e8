import { InvalidArgumentError, Option, type Command } from 'commander';
import { createCountReader, toNumber, toSeconds, toShare } from '../number-arguments';
import {
  DEFAULT_BATCHES,
  FAULT_FLAGS,
  MOCK_DEFAULTS,
  parseBatches,
  parseFaults,
  type FaultFlag,
  type StudyFlags,
} from './study-options';

export type RunStudy = (flags: StudyFlags) => Promise<void>;

const EXAMPLES = `
The limiter's capacity and the mocks' faults are put back at the end, also after Ctrl-C, which cancels the study's jobs.
Seconds and faults are set at the mocks (PUT /admin/faults); the study resets what the mocks have counted.

Examples:
  npx nx run submitter:study
  npx nx run submitter:study --batches 10,50 --limit 5 --image-seconds 5 --video-seconds 10
  npx nx run submitter:study --failure-rate 0.1 --callback-lost-rate 0.5
  npx nx run submitter:study --faults '{"video":{"failure_rate":0.2}}'

Exit status: 0 all invariants hold, 1 one is broken, 2 usage, 3 engine or API out of reach, 130 stopped by Ctrl-C.`;

/** Turns the RangeErrors of a reader into those of the command line. */
const asArgument =
  <Value>(read: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return read(text);
    } catch (error) {
      throw error instanceof RangeError ? new InvalidArgumentError(error.message) : error;
    }
  };

const toFlag = (fault: FaultFlag): string => `--${fault.replaceAll('_', '-')}`;

/** The name under which commander keeps the flag's value. */
const toKey = (fault: FaultFlag): string =>
  fault.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const toFaultRates = (options: Record<string, unknown>): StudyFlags['faultRates'] =>
  Object.fromEntries(
    FAULT_FLAGS.flatMap((fault) => {
      const rate = options[toKey(fault)];
      return typeof rate === 'number' ? [[fault, rate]] : [];
    }),
  );

const toPixels = createCountReader(4_096);

/** Adds `study` to the command line. */
export function addStudyCommand(program: Command, runStudy: RunStudy): void {
  const study = program
    .command('study')
    .description('run batches of jobs under a limit, and report what the limit cost and whether it held')
    .option('--batches <sizes>', 'jobs in each batch, with commas between', asArgument(parseBatches), [
      ...DEFAULT_BATCHES,
    ])
    .option(
      '--limit <n>',
      `jobs at once (default: ${MOCK_DEFAULTS.limit} with mocks, else the present limit)`,
      createCountReader(10_000),
    )
    .option(
      '--image-seconds <s>',
      `time of an image at the mocks (default: ${MOCK_DEFAULTS.imageSeconds})`,
      toSeconds,
    )
    .option(
      '--video-seconds <s>',
      `time of a video at the mocks (default: ${MOCK_DEFAULTS.videoSeconds})`,
      toSeconds,
    );
  for (const fault of FAULT_FLAGS)
    study.option(`${toFlag(fault)} <share>`, `fault of the mocks: ${fault}, 0 to 1`, toShare);
  study
    .option(
      '--faults <json>',
      'any faults of the mocks, with "image" and "video" for one service',
      asArgument(parseFaults),
    )
    .option('--seed <n>', 'seed of the decisions about faults', toNumber, 1)
    .addOption(new Option('--direct', 'submit to the engine (default)').conflicts('api'))
    .option('--api', 'submit through POST /jobs of the API')
    .option('--api-url <url>', 'where the API is (default: API_HOST and API_PORT)')
    .option('--width <pixels>', 'width of the pictures', toPixels, 128)
    .option('--height <pixels>', 'height of the pictures', toPixels, 128)
    .option('--duration <seconds>', 'length of the videos', toSeconds, 1)
    .option('--paid', 'go on although the providers are real and may be paid for the jobs')
    .option('--out <folder>', 'where the report goes (default: .genvideo/study/ and the time)')
    .option('--patience <seconds>', 'how long to wait for the engine at the start', toSeconds, 30)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Omit<StudyFlags, 'faultRates'>) => {
      await runStudy({ ...options, faultRates: toFaultRates({ ...options }) });
    });
}
