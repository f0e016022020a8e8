import type { DoctorFinding } from '@genvideo/models';

/** What a check comes to. */
export type Verdict = Pick<DoctorFinding, 'status' | 'message' | 'fix'>;

/** All is well. */
export const toGood = (message: string): Verdict => ({ status: 'ok', message, fix: null });

/** Something is wrong: jobs do not run (`fail`), or go on all the same (`warn`). */
export const toBad = (status: 'warn' | 'fail', message: string, fix: string): Verdict => ({
  ...{ status, message, fix },
});

/** What an error says, without what it is wrapped in. */
export const toReason = (error: unknown): string => {
  const { message, cause, details } = Object(error) as {
    message?: string;
    cause?: unknown;
    details?: string;
  };
  const inner = cause === undefined ? undefined : toReason(cause);
  return details ?? inner ?? message ?? String(error);
};
