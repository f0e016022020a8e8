import { z } from 'zod';

const MAX_METADATA_BYTES = 16 * 1024;

/** How many objects and arrays may stand in one another, the metadata itself among them. */
const MAX_METADATA_DEPTH = 32;

const toJsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Goes level by level: a function that calls itself would run out of stack on what this is to refuse. */
const isDeeperThan = (value: unknown, limit: number): boolean => {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((container): unknown[] => Object.values(container)).filter(isContainer);
  }
  return false;
};

/** What is wrong with the metadata, null when nothing is. Its size is not told of what is too deep to be written. */
const findProblem = (metadata: unknown): string | null => {
  if (isDeeperThan(metadata, MAX_METADATA_DEPTH))
    return `is nested deeper than ${MAX_METADATA_DEPTH} levels, which is the most that is allowed`;
  const bytes = toJsonBytes(metadata);
  return bytes > MAX_METADATA_BYTES
    ? `is ${bytes} bytes as JSON, at most ${MAX_METADATA_BYTES} are allowed`
    : null;
};

/** Free data of the caller, echoed back: at most 16 KiB as JSON, and 32 levels deep. */
export const metadataSchema = z.record(z.string(), z.unknown()).superRefine((metadata, context) => {
  const message = findProblem(metadata);
  if (message !== null) context.addIssue({ code: 'custom', message });
});
