import type { RequestHandler } from 'express';
import { getBaseUrl } from './get-base-url';
import type { MockService } from './mock-service';
import { nowMs } from './now-ms';
import { refuseSubmission } from './refuse-submission';
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
    if (refuseSubmission(service, diceKey, res)) return;
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
