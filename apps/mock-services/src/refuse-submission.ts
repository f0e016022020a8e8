import type { Response } from 'express';
import { HttpError } from './http-error';
import type { MockService } from './mock-service';
import { pickServerError } from './pick-server-error';

/** Faults that strike before a submission is accepted; true when the request has been dealt with. */
export function refuseSubmission(
  { faults }: Pick<MockService, 'faults'>,
  diceKey: string,
  res: Response,
): boolean {
  if (faults.strikes('drop_before_accept_rate', diceKey)) {
    res.req.socket.destroy();
    return true;
  }
  if (faults.strikes('rate_limit_rate', diceKey)) {
    res.set('Retry-After', '1');
    throw new HttpError(
      429,
      'The mock was told to refuse this submission as one too many (rate_limit_rate).',
    );
  }
  if (faults.strikes('submit_error_rate', diceKey)) {
    const status = pickServerError(faults.share('submit_error_status', diceKey));
    throw new HttpError(status, 'The mock was told to refuse this submission (submit_error_rate).');
  }
  return false;
}
