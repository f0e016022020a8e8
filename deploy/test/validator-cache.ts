import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'genvideo');

/**
 * The folder of this user that keeps a validator, filled once: whole or not at all, also when two runs fill it at once.
 * @throws whatever `fill` throws; nothing is left then
 */
export function toValidatorFolder(name: string, fill: (folder: string) => void): string {
  const folder = path.join(ROOT, name);
  if (existsSync(folder)) return folder;
  mkdirSync(ROOT, { recursive: true });
  const partial = mkdtempSync(path.join(ROOT, `partial-${name}-`));
  try {
    fill(partial);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
