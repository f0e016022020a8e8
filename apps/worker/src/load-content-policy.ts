import { readFile } from 'node:fs/promises';
import { createDenyListPolicy, parseDenyList, type ContentPolicy } from '@genvideo/activities';
import { UserFacingError } from '@genvideo/runtime';

/** Reads the deny list; without a file, every prompt passes. */
export async function loadContentPolicy(file: string | null): Promise<ContentPolicy> {
  if (file === null) return createDenyListPolicy([]);
  try {
    return createDenyListPolicy(parseDenyList(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`CONTENT_DENY_LIST_FILE cannot be read: ${reason}`);
  }
}
