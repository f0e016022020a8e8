import { NotFoundError } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';

/** How often trouble that lasts is logged, in milliseconds. */
const WARNING_INTERVAL_MS = 30_000;

/** How long nothing must have failed before trouble is over, in milliseconds. */
const QUIET_MS = 5_000;

/** Takes how each look went, the error or null, and logs when trouble comes and goes, however many jobs it strikes. */
export function createLookLog(logger: Logger): (error: unknown) => void {
  let failures = 0;
  let failedAtMs = 0;
  let warnedAtMs = 0;

  const takeSuccess = (nowMs: number): void => {
    if (failures === 0 || nowMs - failedAtMs < QUIET_MS) return;
    logger.info({ failures }, 'progress_known_again');
    failures = 0;
    warnedAtMs = 0;
  };

  return (error) => {
    const nowMs = Date.now();
    if (error === null || error instanceof NotFoundError) return takeSuccess(nowMs);
    failures += 1;
    failedAtMs = nowMs;
    if (nowMs - warnedAtMs < WARNING_INTERVAL_MS) return;
    warnedAtMs = nowMs;
    logger.warn({ err: error, failures }, 'progress_unknown');
  };
}
