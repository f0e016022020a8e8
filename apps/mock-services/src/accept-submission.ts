import type { RequestHandler, Request, Response } from 'express';
import { HttpError } from './http-error';
import type { MockService } from './mock-service';
import { nowMs } from './now-ms';
import { pickServerError } from './pick-server-error';
import { taskStateAt } from './task-state';
import { waitForClient } from './wait-for-client';

/** Answers `POST .../submit`: 202 with a new job, or 200 with the job that the same Idempotency-Key made before. */
export function createSubmissionHandler(service: MockService): RequestHandler {
  const { protocol, faults, runner } = service;
  let unnamed = 0;

  return async (req, res) => {
    const order = protocol.parseOrder(req.body);
    const header = req.get('idempotency-key');
    const diceKey = header ?? `submission ${(unnamed += 1)}`;
    if (refuse(service, diceKey, res)) return;
    const settings = faults.settings();
    if (!(await waitForClient(res, settings.submit_delay_before_accept_ms))) return;

    const known =
      settings.ignore_idempotency || header === undefined ? undefined : service.ledger.findByKey(header);
    const named = header === undefined ? {} : { idempotencyKey: header };
    const task = known ?? runner.accept({ order, ...named, diceKey, baseUrl: getBaseUrl(req) });
    if (faults.strikes('drop_after_accept_rate', diceKey)) {
      req.socket.destroy();
      return;
    }
    if (!(await waitForClient(res, settings.submit_delay_after_accept_ms))) return;
    if (known === undefined) res.status(202).json({ job_id: task.id, status: 'pending' });
    else res.json({ job_id: task.id, status: taskStateAt(task, nowMs()).status });
  };
}

/** Faults that strike before acceptance; true when the request has been dealt with. */
function refuse({ faults }: MockService, diceKey: string, res: Response): boolean {
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

/** How the client reaches this server, so that the URLs of files work for it too. */
function getBaseUrl(req: Request): string {
  return `${req.protocol}://${req.get('host') ?? 'localhost'}`;
}
