import type { BatchItem, JobError } from '@genvideo/models';
import { InvalidInputError, parseBatchItem } from '@genvideo/models/schemas';

/** What a line of a list asks for; or why it cannot be done. */
export type ReadItem = { item: BatchItem } | { type: BatchItem['type'] | null; error: JobError };

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the line holds is not repeated: it may be anybody's.
    throw new InvalidInputError([{ field: '(whole)', problem: 'is not valid JSON' }]);
  }
};

const toType = (value: unknown): BatchItem['type'] | null => {
  const { type } = Object(value) as { type?: unknown };
  return type === 'image' || type === 'video' ? type : null;
};

/** An item of a batch that belongs to a user is that user's. */
const checkUser = ({ user_id }: BatchItem, userId: string | null): void => {
  if (userId === null || user_id === userId) return;
  throw new InvalidInputError([{ field: 'user_id', problem: `must be "${userId}", as of the whole batch` }]);
};

/**
 * Reads one line of a list. A bad item is a matter of that item alone.
 * @param userId whose batch it is; null where items of several users are in it
 */
export function readBatchItem(text: string, userId: string | null): ReadItem {
  let type: BatchItem['type'] | null = null;
  try {
    const value = toJson(text);
    type = toType(value);
    const item = parseBatchItem(value);
    checkUser(item, userId);
    return { item };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { type, error: { type: 'InvalidRequest', message: error.message } };
  }
}
