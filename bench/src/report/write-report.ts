import type { BenchOptions } from '../bench-options';
import type { BenchResult } from '../measurement';
import { drawChart } from './draw-chart';
import { toMarkdown } from './to-markdown';
import { writeFiles } from './write-files';

/**
 * Writes the report, its chart and all rounds.
 * @returns the files
 */
export function writeReport(
  result: BenchResult,
  { out, name }: Pick<BenchOptions, 'out' | 'name'>,
): Promise<string[]> {
  return writeFiles(out, {
    [`${name}.md`]: toMarkdown(result, name),
    [`${name}.svg`]: drawChart(result),
    [`${name}.json`]: `${JSON.stringify(result, null, 2)}\n`,
  });
}
