import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';
import { renderComparison } from './compare-html';
import { compareReports } from './compare-reports';
import { formatComparison } from './compare-table';
import { readReport } from './read-report';

/** The options of `compare` as the command line gives them. */
export interface CompareFlags {
  out?: string;
}

export interface CompareSurroundings {
  output: NodeJS.WritableStream & { isTTY?: boolean };
  /** What file names are relative to: where the user stands. */
  folder: string;
}

/** `submitter compare A B`: prints two studies side by side and writes the same as one HTML page. */
export async function runCompareCommand(
  files: { a: string; b: string },
  { out = '.genvideo/compare' }: CompareFlags,
  { output, folder }: CompareSurroundings,
): Promise<ExitStatus> {
  const a = await readReport(path.resolve(folder, files.a));
  const b = await readReport(path.resolve(folder, files.b));
  const comparison = compareReports(a, b);
  const target = path.resolve(folder, out);
  await mkdir(target, { recursive: true });
  const page = path.join(target, 'compare.html');
  await writeFile(page, renderComparison(comparison, a, b));
  output.write(`A: ${files.a}\nB: ${files.b}\n`);
  output.write(formatComparison(comparison, { colour: output.isTTY === true }));
  output.write(`${page}\n`);
  return EXIT_STATUS.ok;
}
