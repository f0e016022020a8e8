import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes files into a folder, which is made if it is missing.
 * @returns their paths
 */
export async function writeFiles(folder: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(texts).map(async ([file, text]) => {
      const place = path.join(folder, file);
      await writeFile(place, text);
      return place;
    }),
  );
}
