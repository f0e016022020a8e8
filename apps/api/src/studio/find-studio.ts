import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PAGE = 'index.html';

/** The studio as its own package builds it; null where the package is not there. */
const toPackageFolder = (): string | null => {
  try {
    const manifest = createRequire(__filename).resolve('@genvideo/studio/package.json');
    return path.join(path.dirname(manifest), 'dist');
  } catch {
    return null;
  }
};

/**
 * The folder of the built studio: beside the built API, which has a copy, or where its package builds it. Null while it
 * is not built; it may be later.
 */
export function findStudio(): string | null {
  const folders = [path.join(__dirname, 'studio'), toPackageFolder()];
  return folders.find((folder) => folder !== null && existsSync(path.join(folder, PAGE))) ?? null;
}
