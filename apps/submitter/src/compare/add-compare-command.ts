import type { Command } from 'commander';
import type { CompareFlags } from './compare-command';

export type RunCompare = (files: { a: string; b: string }, flags: CompareFlags) => Promise<void>;

/** Adds `compare` to the command line. */
export function addCompareCommand(program: Command, runCompare: RunCompare): void {
  program
    .command('compare')
    .argument('<A>', 'the JSON report of a study, or its folder')
    .argument('<B>', 'another one')
    .description('set the reports of two studies side by side')
    .option('--out <folder>', 'where the page goes', '.genvideo/compare')
    .action((a: string, b: string, flags: CompareFlags) => runCompare({ a, b }, flags));
}
