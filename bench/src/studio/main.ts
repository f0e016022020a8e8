import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommanderError } from 'commander';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { BROWSER } from '@genvideo/testing/browser';
import { runStudioBench } from './run-studio-bench';
import { parseStudioOptions } from './studio-options';
import { toStudioMarkdown } from './to-studio-markdown';

async function main(env: Environment): Promise<ExitStatus> {
  const argv = process.argv.slice(2);
  try {
    const options = parseStudioOptions(argv);
    if (BROWSER === undefined) throw new Error('There is no Chromium on the PATH. Install one.');
    const command = ['npx nx run bench:studio', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runStudioBench(options, { env, command, signal: createStopSignal(), onProgress });
    await mkdir(options.out, { recursive: true });
    const file = path.join(options.out, `${options.name}.md`);
    await writeFile(file, toStudioMarkdown(result));
    process.stdout.write(`${file}\n`);
    return EXIT_STATUS.ok;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'studio', environment: process.env, main }).then(() => process.exit());
