import { Router, json, type RequestHandler } from 'express';
import { createSubmissionHandler } from './accept-submission';
import { failsLook } from './fails-look';
import { HttpError } from './http-error';
import type { MockService } from './mock-service';
import { nowMs } from './now-ms';
import type { Task } from './task';
import { taskStateAt } from './task-state';

type JobHandler = RequestHandler<{ job_id: string }>;

/** The routes below the protocol's prefix; both protocols share them. */
export function createProxyRoutes(service: MockService): Router {
  const routes = Router();
  routes.post('/submit', json({ limit: '1mb' }), createSubmissionHandler(service));
  routes.get('/status/:job_id', createStatusHandler(service));
  if (service.protocol.toResult !== undefined) routes.get('/result/:job_id', createResultHandler(service));
  routes.get('/jobs', createLookupHandler(service));
  routes.post('/cancel/:job_id', createCancelHandler(service));
  return routes;
}

function createStatusHandler(service: MockService): JobHandler {
  const { faults, protocol } = service;
  return (req, res) => {
    const task = findTask(service, req.params.job_id);
    if (failsLook(faults, { task, socket: req.socket })) return;
    if (faults.strikes('bad_body_rate', task.diceKey)) {
      res.json({ job: task.id, status: 'on it', progress: 'soon' });
      return;
    }
    const state = taskStateAt(task, nowMs());
    res.json({ job_id: task.id, ...state, ...protocol.toStatusExtras(task, state) });
  };
}

function createResultHandler(service: MockService): JobHandler {
  return (req, res) => {
    const task = findTask(service, req.params.job_id);
    const { status } = taskStateAt(task, nowMs());
    if (status !== 'completed') throw new HttpError(409, `Job ${task.id} has no result: it is ${status}.`);
    res.json(service.protocol.toResult?.(task));
  };
}

/** With `ignore_idempotency` the route is as if it had never been there: Express's own 404. */
function createLookupHandler({ faults, ledger }: MockService): RequestHandler {
  return (req, res, next) => {
    if (faults.settings().ignore_idempotency) {
      next();
      return;
    }
    const key = req.query['idempotency_key'];
    if (typeof key !== 'string' || key === '')
      throw new HttpError(400, 'The parameter idempotency_key is missing.');
    const task = ledger.findByKey(key);
    if (task === undefined) throw new HttpError(404, `No job has the idempotency key ${key}.`);
    res.json({ job_id: task.id, status: taskStateAt(task, nowMs()).status });
  };
}

function createCancelHandler(service: MockService): JobHandler {
  return (req, res) => {
    const task = findTask(service, req.params.job_id);
    service.runner.cancel(task);
    res.json({ job_id: task.id, status: taskStateAt(task, nowMs()).status });
  };
}

function findTask({ ledger }: MockService, id: string): Task {
  const task = ledger.findById(id);
  if (task === undefined) throw new HttpError(404, `No job ${id} is known.`);
  return task;
}
