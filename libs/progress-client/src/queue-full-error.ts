import { ClientError } from './client-error';

export interface FullQueue {
  /** How many jobs wait. */
  waiting: number;
  /** LIMITER_MAX_WAITING. */
  maxWaiting: number;
  /** When a place is likely to be free: a whole number, at least 1. */
  retryAfterSeconds: number;
}

/** So many jobs wait for a permit that no more are taken. Nothing was started; the call may be repeated later. */
export class QueueFullError extends ClientError {
  override readonly name = 'QueueFullError';
  readonly type = 'RateLimited';
  readonly retryAfterSeconds: number;

  constructor({ waiting, maxWaiting, retryAfterSeconds }: FullQueue) {
    super(
      `The queue is full: ${waiting} jobs wait for a permit, and LIMITER_MAX_WAITING allows ${maxWaiting}. Try again in ${retryAfterSeconds} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
