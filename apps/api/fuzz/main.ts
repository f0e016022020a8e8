import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { withResources } from '@genvideo/testing';
import { installSchemathesis } from './install-schemathesis';
import { FUZZ_KEY, startSystem } from './start-system';

const DEFAULT_EXAMPLES = '200';

/** Random input that fits the schema may still be refused: a prompt of blanks, a job that is not there. */
const CHECKS = ['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'];

const say = (text: string): boolean => process.stdout.write(`\n=== ${text}\n`);

/** @returns whether it found nothing */
async function fuzz(program: string, url: string, extra: readonly string[]): Promise<boolean> {
  const args = [
    'run',
    `${url}/openapi.json`,
    ...CHECKS,
    ...['--max-examples', process.argv[2] ?? DEFAULT_EXAMPLES],
    ...['--request-timeout', '20', '--continue-on-failure', '--seed', '1'],
    ...['--suppress-health-check', 'all'],
    ...extra,
  ];
  const child = spawn(program, args, {
    stdio: 'inherit',
    cwd: path.join(os.tmpdir()),
  });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode === 0;
}

/** Fuzzes the built API by its own document: `npx nx run api:fuzz [examples per operation]`. */
async function main(): Promise<void> {
  const program = await installSchemathesis();
  if (program === null) {
    say('Skipped: the fuzzer, schemathesis, needs python3 of version 3.10 or later with its venv module.');
    return;
  }
  await withResources(async (resources) => {
    const { openUrl, keyedUrl } = await startSystem(resources);
    const key = ['--header', `X-API-Key: ${FUZZ_KEY}`];
    const runs = [
      ['an API that needs no key', openUrl, []],
      ['an API that needs a key, with one', keyedUrl, key],
      ['an API that needs a key, without one', keyedUrl, []],
    ] as const;
    for (const [what, url, extra] of runs) {
      say(`Fuzzing ${what}`);
      if (!(await fuzz(program, url, extra))) process.exitCode = 1;
    }
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
