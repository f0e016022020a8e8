import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommanderError } from 'commander';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { runStorage } from './run-storage';
import { parseStorageOptions } from './storage-options';
import { toStorageMarkdown } from './to-storage-markdown';

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const argv = process.argv.slice(2);
  try {
    const options = parseStorageOptions(argv);
    const command = ['npx nx run bench:storage', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runStorage(options, { env, command, signal, onProgress });
    await mkdir(options.out, { recursive: true });
    const file = path.join(options.out, `${options.name}.md`);
    await writeFile(file, toStorageMarkdown(result));
    process.stdout.write(`${file}\n`);
    return EXIT_STATUS.ok;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'storage', environment: process.env, main }).then(() => process.exit());
