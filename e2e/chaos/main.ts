import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommanderError } from 'commander';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { parseChaosOptions, type ChaosOptions } from './chaos-options';
import { toVerdictTable } from './report/to-verdict-table';
import { writeReport } from './report/write-report';
import { runChaos } from './run-chaos';
import { chooseEngine } from './stand/choose-engine';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One run; whether everything held. */
async function runSeed(seed: number, options: ChaosOptions, env: Environment): Promise<boolean> {
  say(`seed ${seed}: npx nx run e2e:chaos --seed ${seed} --minutes ${options.minutes}`);
  const out = path.resolve(WORKSPACE_ROOT, options.out);
  const logFolder = path.join(out, `seed-${seed}-logs`);
  rmSync(logFolder, { recursive: true, force: true });
  mkdirSync(logFolder, { recursive: true });
  const result = await runChaos({
    ...{ ...options, seed, changeWorkflows: true, killAlone: true, onProgress: say },
    logFolder,
    onEvidence: (evidence) => writeFileSync(path.join(logFolder, 'evidence.json'), JSON.stringify(evidence)),
    startEngine: chooseEngine({ choice: options.engine, env, onProgress: say }),
  });
  const files = await writeReport(result, out);
  for (const { rule, what } of result.violations) say(`${rule}: ${what}`);
  say(`\n${toVerdictTable(result)}\n`);
  say(`jobs: ${JSON.stringify(result.jobs)}; reports: ${files.join(', ')}`);
  return result.violations.length === 0 && result.failed_deeds === 0;
}

async function main(env: Environment): Promise<ExitStatus> {
  try {
    const options = parseChaosOptions(process.argv.slice(2));
    let holds = true;
    for (const seed of options.seeds ?? [randomInt(2 ** 31)])
      holds = (await runSeed(seed, options, env)) && holds;
    return holds ? EXIT_STATUS.ok : EXIT_STATUS.failed;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
}

// Whatever was cut off in the middle must not keep the process.
void runMain({ name: 'chaos', environment: process.env, main }).then(() => process.exit());
