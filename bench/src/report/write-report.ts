import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchOptions } from '../bench-options';
import type { BenchResult } from '../measurement';
import { drawChart } from './draw-chart';
import { toMarkdown } from './to-markdown';

/**
 * Writes the report, its chart and all rounds.
 * @returns the files
 */
export async function writeReport(
  result: BenchResult,
  { out, name }: Pick<BenchOptions, 'out' | 'name'>,
): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const texts: Record<string, string> = {
    [`${name}.md`]: toMarkdown(result, name),
    [`${name}.svg`]: drawChart(result),
    [`${name}.json`]: `${JSON.stringify(result, null, 2)}\n`,
  };
  return Promise.all(
    Object.entries(texts).map(async ([file, text]) => {
      const place = path.join(out, file);
      await writeFile(place, text);
      return place;
    }),
  );
}
