import { CommanderError } from 'commander';
import { createStopSignal, EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { writeFiles } from '../report/write-files';
import { drawEngineChart } from './draw-engine-chart';
import { parseEngineOptions, type EngineOptions } from './engine-options';
import type { EngineResult } from './engine-result';
import { runEngine } from './run-engine';
import { toEngineMarkdown } from './to-engine-markdown';

function write(result: EngineResult, { out, name }: EngineOptions): Promise<string[]> {
  return writeFiles(out, {
    [`${name}.md`]: toEngineMarkdown(result, name),
    [`${name}.svg`]: drawEngineChart(result),
    [`${name}.json`]: `${JSON.stringify(result, null, 2)}\n`,
  });
}

async function main(env: Environment): Promise<ExitStatus> {
  const signal = createStopSignal();
  const argv = process.argv.slice(2);
  try {
    const options = parseEngineOptions(argv);
    const command = ['npx nx run bench:engine', ...argv].join(' ');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const result = await runEngine(options, { env, command, signal, onProgress });
    for (const file of await write(result, options)) process.stdout.write(`${file}\n`);
    return EXIT_STATUS.ok;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'engine', environment: process.env, main }).then(() => process.exit());
