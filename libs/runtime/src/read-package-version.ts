import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The version in the package.json of a folder's parent: `__dirname` of an app's main is one folder below it, among the
 * sources and when built alike.
 */
export function readPackageVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(path.join(folder, '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
