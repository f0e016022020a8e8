import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface ResultFile {
  path: string;
  sizeBytes: number;
  writtenAtMs: number;
}

/** The pictures and videos under a folder that were written since then, the oldest first. */
export async function listResults(folder: string, sinceMs: number): Promise<ResultFile[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => /\.(png|mp4)$/.test(name))
      .map(async (name) => {
        const file = path.join(folder, name);
        const { size, mtimeMs } = await stat(file);
        return { path: file, sizeBytes: size, writtenAtMs: mtimeMs };
      }),
  );
  return files
    .filter(({ writtenAtMs }) => writtenAtMs >= sinceMs)
    .sort((one, other) => one.writtenAtMs - other.writtenAtMs);
}

/** `12 kB`, `3.4 MB`. */
export const formatSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
