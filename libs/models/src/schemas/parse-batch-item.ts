import type { BatchItem } from './batch';
import { parseRequest } from './parse-request';
import { InvalidInputError } from './parse-with';

/**
 * One item of a batch with its defaults filled in.
 * @param options.unknownFields `refuse` (REST, files) or `ignore` (workflows); default `ignore`
 * @throws InvalidInputError naming every bad field
 */
export function parseBatchItem(
  value: unknown,
  options: { unknownFields?: 'refuse' | 'ignore' } = {},
): BatchItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidInputError([{ field: '(whole)', problem: 'must be an object' }]);
  const { type } = value as { type?: unknown };
  if (type !== 'image' && type !== 'video')
    throw new InvalidInputError([{ field: 'type', problem: 'must be "image" or "video"' }]);
  return parseRequest(type, value, options);
}
