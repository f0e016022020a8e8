import type { JobError, JobResult, Notice } from '@genvideo/models';
import type { RunEnding } from './await-ending';
import { toJobNoticeType } from './notice-event';

/** How jobs end that were ended from outside, whatever they were about to say. */
const FROM_OUTSIDE: Partial<Record<RunEnding, { status: JobResult['status']; error: JobError }>> = {
  TERMINATED: { status: 'cancelled', error: { type: 'Cancelled', message: 'Terminated from outside' } },
  TIMED_OUT: {
    status: 'failed',
    error: { type: 'TimedOut', message: 'Ended by the engine: its run or execution time was over' },
  },
};

/** A job's notice as the engine has it: one that was terminated on the very point of completing did not complete. */
export function toTrueNotice(notice: Notice, ending: RunEnding): Notice {
  const outside = FROM_OUTSIDE[ending];
  if (!outside || notice.type !== 'job.completed') return notice;
  return { ...notice, type: toJobNoticeType(outside.status), data: { ...notice.data, ...outside } };
}
