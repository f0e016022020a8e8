import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { withResources } from '@genvideo/testing';
import { installSchemathesis } from './install-schemathesis';
import { FUZZ_KEY, startSystem } from './start-system';

const DEFAULT_EXAMPLES = '200';

/** Random input that fits the schema may still be refused: a prompt of blanks, a job that is not there. */
const CHECKS = ['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'];

const RESUMED = JSON.stringify({ capacity: 20, paused: false });

const say = (text: string): boolean => process.stdout.write(`\n=== ${text}\n`);

/** It may pause everything, and nothing would end any more: it has its turn when the others are through. */
const LIMITER = 'changeLimiter';

/** It never ends where it follows what matches; its input has specs of its own. */
const ENDLESS = 'followMany';

/** @returns whether it found nothing */
async function fuzz(program: string, url: string, extra: readonly string[]): Promise<boolean> {
  const args = [
    'run',
    `${url}/openapi.json`,
    ...CHECKS,
    ...['--max-examples', process.argv[2] ?? DEFAULT_EXAMPLES],
    ...['--request-timeout', '70', '--max-response-time', '65', '--continue-on-failure', '--seed', '1'],
    ...['--suppress-health-check', 'all', '--warnings', 'off'],
    ...extra,
  ];
  const child = spawn(program, args, { stdio: 'inherit', cwd: os.tmpdir() });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode === 0;
}

/** Undoes what the fuzzer did to the limiter; without a key that is let in, it did nothing. */
async function resume(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': FUZZ_KEY };
  await fetch(`${url}/limiter`, { method: 'PATCH', headers, body: RESUMED });
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
      const apart = [LIMITER, ENDLESS].flatMap((id) => ['--exclude-operation-id', id]);
      const others = await fuzz(program, url, [...apart, ...extra]);
      const limiter = await fuzz(program, url, ['--include-operation-id', LIMITER, ...extra]);
      await resume(url);
      if (!others || !limiter) process.exitCode = 1;
    }
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
