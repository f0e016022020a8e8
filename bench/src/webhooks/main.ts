import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommanderError } from 'commander';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { runWebhooks } from './run-webhooks';
import { toWebhooksMarkdown } from './to-webhooks-markdown';
import { parseWebhooksOptions } from './webhooks-options';

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const argv = process.argv.slice(2);
  try {
    const options = parseWebhooksOptions(argv);
    const command = ['npx nx run bench:webhooks', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runWebhooks(options, { env, command, signal, onProgress });
    await mkdir(options.out, { recursive: true });
    const file = path.join(options.out, `${options.name}.md`);
    await writeFile(file, toWebhooksMarkdown(result));
    process.stdout.write(`${file}\n`);
    const isRight = result.notices === result.jobs && result.told_jobs === result.jobs && result.forged === 0;
    return isRight ? EXIT_STATUS.ok : EXIT_STATUS.failed;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'webhooks', environment: process.env, main }).then(() => process.exit());
