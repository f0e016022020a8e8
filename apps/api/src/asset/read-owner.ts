import { z } from 'zod';
import type { Storage } from '@genvideo/activities/storage';

const STATE_FILE = 'state.json';

/** Of a job's or a batch's record, all that says whose it is. */
const ownedSchema = z.object({ job_input: z.object({ user_id: z.string() }) });

const parse = (text: string): string | null => {
  try {
    return ownedSchema.safeParse(JSON.parse(text)).data?.job_input.user_id ?? null;
  } catch {
    return null;
  }
};

/**
 * Whose job a folder of the store holds, by the record in it: known without the engine, and for as long as the files
 * are there. Null when nobody knows.
 */
export async function readOwner(storage: Pick<Storage, 'readText'>, folder: string): Promise<string | null> {
  const text = await storage.readText(`${folder}/${STATE_FILE}`);
  return text === null ? null : parse(text);
}
