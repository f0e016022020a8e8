import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes what a killed builder left in a cache folder; under the build lock nobody else can be writing there. */
export async function removeLeftovers(directory: string): Promise<void> {
  const leftovers = (await readdir(directory)).filter((name) => /^(partial|download)-/.test(name));
  await Promise.all(
    leftovers.map((name) => rm(path.join(directory, name), { recursive: true, force: true })),
  );
}
