import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import type { Faults } from './mock-admin';

/** The batches of a study unless others are asked for. */
export const DEFAULT_BATCHES: readonly number[] = [1, 5, 10, 20, 50, 100];

/** Faults that have a flag of their own; `--faults` takes all. Each is a share of cases, 0 to 1. */
export const FAULT_FLAGS = [
  'failure_rate',
  'lose_task_rate',
  'submit_error_rate',
  'rate_limit_rate',
  'drop_before_accept_rate',
  'drop_after_accept_rate',
  'status_error_rate',
  'callback_lost_rate',
  'callback_late_rate',
  'callback_repeat_rate',
  'callback_early_rate',
] as const;
export type FaultFlag = (typeof FAULT_FLAGS)[number];

/** What the study is set to with mocks when nothing else is asked for. */
export const MOCK_DEFAULTS = { limit: 10, imageSeconds: 1, videoSeconds: 2 } as const;

/** The options of `study` as the command line gives them. Times are in seconds. */
export interface StudyFlags {
  batches: readonly number[];
  limit?: number;
  imageSeconds?: number;
  videoSeconds?: number;
  /** By their names at the mocks. */
  faultRates: Partial<Record<FaultFlag, number>>;
  faults?: Faults;
  seed: number;
  api?: boolean;
  apiUrl?: string;
  width: number;
  height: number;
  duration: number;
  /** Real providers may be paid for the jobs. */
  paid?: boolean;
  out?: string;
  patience: number;
}

const MAX_BATCH = 10_000;

/** Batch sizes as the command line names them: `1,5,10`. Throws a RangeError that says what is wrong. */
export function parseBatches(text: string): number[] {
  const sizes = text.split(',').map((part) => Number(part.trim() || Number.NaN));
  if (sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= MAX_BATCH)) return sizes;
  throw new RangeError(`It must be whole numbers from 1 to ${MAX_BATCH}, with commas between: 1,5,10.`);
}

/** Faults as one JSON object. Throws a RangeError that says what is wrong. */
export function parseFaults(text: string): Faults {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Faults;
  } catch {
    // Said below, in the words for both.
  }
  throw new RangeError('It must be a JSON object, for example {"failure_rate":0.1}.');
}

/** All faults that are asked for. Throws when one would fight with the seconds. */
export function toFaults({ faults = {}, faultRates }: Pick<StudyFlags, 'faults' | 'faultRates'>): Faults {
  const all = { ...faults, ...faultRates };
  if (JSON.stringify(all).includes('"slow_progress"'))
    throw new UserFacingError(
      'slow_progress is what --image-seconds and --video-seconds set: use those instead.',
      EXIT_STATUS.usage,
    );
  return all;
}
