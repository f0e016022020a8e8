import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { toJobFolder, type JobResult, type JobState } from '@genvideo/models';
import type { FoundFile } from './evidence';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The files of a result, read from the disk, whatever the result says of them. */
export function findFiles(resultsDir: string, { workflow_id, assets }: JobResult): Promise<FoundFile[]> {
  return Promise.all(
    assets.map(async ({ url }) => {
      const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
      const bytes = await readIfThere(path.join(resultsDir, toJobFolder(workflow_id), name));
      if (bytes === null) return { url, found: null };
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { url, found: { sha256, size: bytes.length } };
    }),
  );
}

export async function readState(resultsDir: string, workflowId: string): Promise<JobState | null> {
  const bytes = await readIfThere(path.join(resultsDir, toJobFolder(workflowId), 'state.json'));
  return bytes === null ? null : (JSON.parse(bytes.toString()) as JobState);
}

/** Every file below a folder, relative to it. */
export async function listFiles(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
