import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommanderError } from 'commander';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { parseBatchBenchOptions } from './batch-options';
import { measureBatch } from './measure-batch';
import { measureTaking } from './measure-taking';
import { runBatchBench } from './run-batch-bench';
import { toBatchMarkdown } from './to-batch-markdown';
import { toTakingMarkdown } from './to-taking-markdown';

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  const argv = process.argv.slice(2);
  try {
    const options = parseBatchBenchOptions(argv);
    const command = ['npx nx run bench:batch', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const context = { env, command, signal, onProgress };
    const report = options.takeOnly
      ? toTakingMarkdown(await runBatchBench(options, context, measureTaking))
      : toBatchMarkdown(await runBatchBench(options, context, measureBatch));
    await mkdir(options.out, { recursive: true });
    const file = path.join(options.out, `${options.name}.md`);
    await writeFile(file, report);
    process.stdout.write(`${file}\n`);
    return EXIT_STATUS.ok;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'batch', environment: process.env, main }).then(() => process.exit());
