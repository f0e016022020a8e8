import type { JobError } from '@genvideo/models';
import type { JobAccount } from './finish-job';
import type { RunningTry } from './stop-task';

/** A job that ends without its result, as its workflow tells of it. */
export interface AbandonJobRequest extends JobAccount {
  status: 'failed' | 'cancelled';
  error: JobError;
  /** The try that was under way, whose task may still run; null when none was. */
  running: RunningTry | null;
}
