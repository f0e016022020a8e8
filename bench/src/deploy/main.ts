import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommanderError } from 'commander';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { parseDeployOptions } from './deploy-options';
import { runDeploy } from './run-deploy';
import { isUnharmed, toDeployMarkdown } from './to-deploy-markdown';

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const argv = process.argv.slice(2);
  try {
    const options = parseDeployOptions(argv);
    const command = ['npx nx run bench:deploy', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runDeploy(options, { env, command, signal, onProgress });
    await mkdir(options.out, { recursive: true });
    const file = path.join(options.out, `${options.name}.md`);
    await writeFile(file, toDeployMarkdown(result));
    process.stdout.write(`${file}\n`);
    return isUnharmed(result) ? EXIT_STATUS.ok : EXIT_STATUS.failed;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'deploy', environment: process.env, main }).then(() => process.exit());
