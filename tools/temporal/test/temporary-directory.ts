import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder for each test of the file, removed afterwards. */
export function useTemporaryDirectory(): () => string {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'genvideo-temporal-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  return () => directory;
}
