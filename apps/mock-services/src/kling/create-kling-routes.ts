import { randomUUID } from 'node:crypto';
import { Router, json, type RequestHandler } from 'express';
import type { KlingTaskStatus } from '@genvideo/models/wire';
import type { MockService } from '../mock-service';
import { nowMs } from '../now-ms';
import { taskStateAt, type TaskState } from '../task-state';
import { createKlingSubmission } from './accept-kling-submission';
import { answerKlingErrors } from './answer-kling-errors';
import { drawKlingCode } from './draw-kling-code';
import type { KlingProtocol } from './kling-protocol';
import { KlingRefusal } from './kling-refusal';
import { requireKlingToken } from './require-kling-token';
import { toKlingTask } from './to-kling-task';

/** Pictures come in the request, in base64. */
const bodyLimit = '20mb';

const STATUS: Readonly<Record<TaskState['status'], KlingTaskStatus>> = {
  pending: 'submitted',
  processing: 'processing',
  completed: 'succeed',
  failed: 'failed',
  cancelled: 'failed',
};

/** Kling's own routes for one kind of task. */
export function createKlingRoutes(service: MockService, protocol: KlingProtocol): Router {
  const path = `/v1/${protocol.resource}`;
  const routes = Router();
  routes.use(path, requireKlingToken({ ...service.klingKeys, apiKey: service.apiKey }));
  routes.post(path, json({ limit: bodyLimit }), createKlingSubmission(service, protocol));
  routes.get(`${path}/:id`, createQueryHandler(service, protocol));
  routes.use(path, answerKlingErrors());
  return routes;
}

/** Takes either id of a task. */
function createQueryHandler(
  { faults, ledger }: MockService,
  protocol: KlingProtocol,
): RequestHandler<{ id: string }> {
  return (req, res) => {
    const { id } = req.params;
    const task = ledger.findById(id) ?? ledger.findByKey(id);
    if (task === undefined) throw new KlingRefusal(1203, `task ${id}`);
    if (faults.strikes('status_drop_rate', task.diceKey)) {
      req.socket.destroy();
      return;
    }
    const rates = faults.settings().kling_query_codes;
    const code = drawKlingCode(faults, { rates, diceKey: `query ${task.diceKey}` });
    if (code !== null) throw new KlingRefusal(code, 'kling_query_codes');
    if (faults.strikes('status_error_rate', task.diceKey)) throw new KlingRefusal(5000, 'status_error_rate');
    if (faults.strikes('bad_body_rate', task.diceKey)) {
      res.json({ code: 0, message: 'SUCCEED', data: { id: task.id, status: 'on it' } });
      return;
    }
    const { status } = taskStateAt(task, nowMs());
    const data = toKlingTask(task, STATUS[status], protocol);
    res.json({ code: 0, message: 'SUCCEED', request_id: randomUUID(), data });
  };
}
