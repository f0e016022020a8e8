import { isIdentifier } from '@genvideo/models';
import { describeProblems, strictJobInputSchema, toFieldProblems } from '@genvideo/models/schemas';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import type { JobsFormat } from './jobs-format';

/** The options of `batch` as the command line gives them. */
export interface BatchFlags {
  format?: JobsFormat;
  userId?: string;
  style?: string;
  duration?: number;
  width?: number;
  height?: number;
  jobType?: 'image' | 'video';
  priority?: number;
  count?: number;
  batchId?: string;
  new?: boolean;
  detach?: boolean;
  json?: boolean;
  patience: number;
}

/** Room for the number and the repeat that make a job's id out of the batch's. */
const MAX_BATCH_ID_LENGTH = 110;

/** The name of whoever is logged in, as an id. */
export function toUserId(userName: string): string {
  return userName.replaceAll(/[^A-Za-z0-9._:@-]+/g, '-').slice(0, 128) || 'user';
}

const toFlag = (field: string): string => `--${field.replaceAll('_', '-')}`;

const checkDefaults = (defaults: Record<string, unknown>): void => {
  const parsed = strictJobInputSchema.safeParse({ ...defaults, prompt: 'any' }, { reportInput: true });
  if (parsed.success) return;
  const problems = toFieldProblems(parsed.error).map(({ field, problem }) => ({
    field: toFlag(field),
    problem,
  }));
  throw new UserFacingError(`${describeProblems(problems)}.`, EXIT_STATUS.usage);
};

/** The fields for rows that leave them out. Throws, naming the flags, when they cannot be those of a job. */
export function toJobDefaults(flags: BatchFlags, userName: string): Record<string, unknown> {
  const fields = {
    user_id: flags.userId ?? toUserId(userName),
    style: flags.style,
    duration: flags.duration,
    width: flags.width,
    height: flags.height,
    job_type: flags.jobType,
    priority: flags.priority,
  };
  const defaults = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  checkDefaults(defaults);
  return defaults;
}

/** Throws when the flags cannot go together or the batch id cannot be one. */
export function checkBatchId({ batchId, new: fresh }: BatchFlags): void {
  if (batchId === undefined) return;
  if (fresh)
    throw new UserFacingError(
      '--new makes a new batch id and --batch-id names one: give only one of the two.',
      EXIT_STATUS.usage,
    );
  if (!isIdentifier(batchId) || batchId.length > MAX_BATCH_ID_LENGTH)
    throw new UserFacingError(
      `--batch-id may have at most ${MAX_BATCH_ID_LENGTH} characters, letters, digits and . _ : @ - only.`,
      EXIT_STATUS.usage,
    );
}
