import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';

/** A file of this repository, by its path from the root. */
export function readRootFile(name: string): string {
  return readFileSync(path.join(WORKSPACE_ROOT, name), 'utf8');
}
