import { Router, json, type RequestHandler } from 'express';
import { failsLook } from '../fails-look';
import { HttpError } from '../http-error';
import type { MockService } from '../mock-service';
import { nowMs } from '../now-ms';
import type { Task } from '../task';
import { taskStateAt } from '../task-state';
import { createFalSubmission, type FalRoutesParts } from './accept-fal-submission';
import { answerFalErrors } from './answer-fal-errors';
import { FAL_PREFIX, type FalProtocol } from './fal-protocol';
import { requireFalKey } from './require-fal-key';
import { toFalFailure } from './to-fal-failure';

/** Pictures come in the request, in base64. */
const bodyLimit = '20mb';

type TaskHandler = RequestHandler<{ app: string; id: string }>;

/** fal's queue for one kind of model. */
export function createFalRoutes({ service, protocol, signer }: FalRoutesParts): Router {
  const request = `${FAL_PREFIX}/:app/requests/:id`;
  const routes = Router();
  routes.get('/.well-known/jwks.json', (_req, res) => {
    res.json(signer.keySet);
  });
  routes.use(FAL_PREFIX, requireFalKey(service.apiKey));
  routes.get(`${request}/status`, createStatusHandler(service));
  routes.get(request, createResultHandler(service, protocol));
  routes.put(`${request}/cancel`, createCancelHandler(service));
  routes.post(
    `${FAL_PREFIX}/*model`,
    json({ limit: bodyLimit }),
    createFalSubmission({ service, protocol, signer }),
  );
  routes.use(FAL_PREFIX, answerFalErrors());
  return routes;
}

function createStatusHandler(service: MockService): TaskHandler {
  const { faults } = service;
  return (req, res) => {
    const task = findTask(service, req.params.id);
    if (failsLook(faults, { task, socket: req.socket })) return;
    if (faults.strikes('bad_body_rate', task.diceKey)) {
      res.json({ status: 'ON_IT' });
      return;
    }
    const { status } = taskStateAt(task, nowMs());
    if (status === 'pending') res.status(202).json({ status: 'IN_QUEUE', queue_position: 0 });
    else if (status === 'processing') res.status(202).json({ status: 'IN_PROGRESS', logs: null });
    else res.json({ status: 'COMPLETED', metrics: { inference_time: 0 } });
  };
}

/** A failure is told by the result alone. */
function createResultHandler(service: MockService, { toOutput }: FalProtocol): TaskHandler {
  return (req, res) => {
    const task = findTask(service, req.params.id);
    if (task.end === undefined) throw new HttpError(400, 'Request is still in progress');
    if (task.end.status === 'completed') res.json(toOutput(task));
    else res.status(422).json(toFalFailure(task));
  };
}

function createCancelHandler(service: MockService): TaskHandler {
  return (req, res) => {
    const task = service.ledger.findById(req.params.id);
    if (task === undefined) {
      res.status(404).json({ status: 'NOT_FOUND' });
    } else if (task.end !== undefined) {
      res.status(400).json({ status: 'ALREADY_COMPLETED' });
    } else {
      service.runner.cancel(task);
      res.status(202).json({ status: 'CANCELLATION_REQUESTED' });
    }
  };
}

function findTask({ ledger }: MockService, id: string): Task {
  const task = ledger.findById(id);
  if (task === undefined) throw new HttpError(404, 'Request not found');
  return task;
}
