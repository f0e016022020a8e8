import { existsSync } from 'node:fs';
import path from 'node:path';
import { toJobFolder } from '@genvideo/models';

/** Where a job's file lies on this machine, or null when it does not: stored elsewhere, or made by another machine. */
export function findLocalFile(resultsDir: string, workflowId: string, assetUrl: string): string | null {
  const name = decodeURIComponent(path.posix.basename(new URL(assetUrl, 'http://localhost').pathname));
  const file = path.join(resultsDir, toJobFolder(workflowId), name);
  return name !== '' && existsSync(file) ? file : null;
}
