import { randomUUID } from 'node:crypto';
import { access, constants, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** Less free space than that is worth a word, in bytes: some videos are that large. */
const LITTLE_SPACE = 1024 ** 3;

const isMissing = (error: unknown): boolean => (Object(error) as { code?: unknown }).code === 'ENOENT';

/** The folder itself, or the nearest above it that is there. */
const findExisting = async (folder: string): Promise<string> => {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    const parent = path.dirname(folder);
    if (!isMissing(error) || parent === folder) throw error;
    return findExisting(parent);
  }
};

const writeProbe = async (folder: string): Promise<void> => {
  const probe = path.join(folder, `.doctor-${randomUUID()}`);
  try {
    await writeFile(probe, 'x');
  } finally {
    await rm(probe, { force: true });
  }
};

const judgeSpace = async (variable: string, folder: string): Promise<Verdict> => {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const gigabytes = (free / LITTLE_SPACE).toFixed(1);
  if (free < LITTLE_SPACE)
    return warn(
      `${variable} (${folder}) has ${gigabytes} GB left`,
      `Free space there, or set ${variable} to another folder.`,
    );
  return ok(`${folder} can be written, ${gigabytes} GB free`);
};

/** Whether a folder can be written, by really writing; one that is not there yet is left to the worker to make. */
export async function checkFolder(variable: string, folder: string): Promise<Verdict> {
  const absolute = path.resolve(folder);
  try {
    const existing = await findExisting(absolute);
    if (existing === absolute) await writeProbe(absolute);
    else if ((await stat(existing)).isDirectory()) await access(existing, constants.W_OK);
    else throw new Error(`${existing} is no folder`);
    return await judgeSpace(variable, existing);
  } catch (error) {
    return fail(
      `${variable} (${absolute}) cannot be written: ${toReason(error)}`,
      `Give this user write access, free some space, or set ${variable} to another folder.`,
    );
  }
}
