import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChaosResult } from './chaos-result';
import { toChaosMarkdown } from './to-chaos-markdown';

/** Writes a run's report for people and for programs; gives the names of both files. */
export async function writeReport(result: ChaosResult, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const base = path.join(folder, `seed-${result.seed}`);
  await writeFile(`${base}.md`, toChaosMarkdown(result));
  await writeFile(`${base}.json`, `${JSON.stringify(result, null, 2)}\n`);
  return [`${base}.md`, `${base}.json`];
}
