import { CommanderError } from 'commander';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { parseBenchOptions } from './bench-options';
import { writeReport } from './report/write-report';
import { runBench } from './run-bench';

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  // Only bundles workflows here; the workers are processes of their own.
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const argv = process.argv.slice(2);
  try {
    const options = parseBenchOptions(argv);
    const command = ['npx nx run bench:limiter', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runBench(options, { env, command, signal, onProgress });
    const files = await writeReport(result, options);
    for (const file of files) process.stdout.write(`${file}\n`);
    return EXIT_STATUS.ok;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'bench', environment: process.env, main }).then(() => process.exit());
