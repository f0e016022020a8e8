import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserFacingError } from '@genvideo/runtime';

/**
 * Makes sure that a folder can be written, before any job finds out at its end.
 * @throws UserFacingError naming the variable, the folder and the cause
 */
export async function checkFolder(variable: string, folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(
      `${variable} (${folder}) cannot be written: ${reason}. Give this user write access, free some space, or set ${variable} to another folder.`,
    );
  }
}
