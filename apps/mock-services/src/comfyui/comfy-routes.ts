import {
  Router,
  json,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { MediaStore } from '../media-store';
import type { MockService } from '../mock-service';
import { pickServerError } from '../pick-server-error';
import { createFileSender } from '../serve-media';
import { HttpError } from '../http-error';
import type { ComfyExecutor } from './comfy-executor';
import { nodeCatalog } from './node-catalog';
import type { OutputFolder } from './output-folder';
import { toListed } from './prompt-item';
import { createPromptHandler } from './submit-prompt';
import { createUploadHandlers } from './upload-image';

export interface ComfyRoutesParts {
  readonly service: Pick<MockService, 'ledger' | 'faults'>;
  readonly executor: ComfyExecutor;
  readonly folder: OutputFolder;
  readonly store: MediaStore;
  readonly promptSeconds: number;
}

/** Where its routes begin. */
export const comfyPaths = [
  ...['/api', '/prompt', '/queue', '/history', '/interrupt', '/object_info', '/view', '/upload'],
];

/** The routes of a ComfyUI server; it has each of them under `/api` too. */
export function createComfyRoutes(parts: ComfyRoutesParts): Router {
  const { service, executor } = parts;
  const routes = Router();
  const readBody = json({ limit: '100mb', type: () => true });
  routes.post('/prompt', readBody, createPromptHandler(parts));
  routes.get('/queue', answerStatus(service), (_req, res) => {
    const running = executor.running();
    res.json({
      queue_running: running ? [toListed(running)] : [],
      queue_pending: executor.pending().map(toListed),
    });
  });
  routes.post('/queue', readBody, (req, res) => {
    const { delete: ids = [], clear = false } = (req.body ?? {}) as { delete?: string[]; clear?: boolean };
    executor.dequeue(clear ? executor.pending().map(({ promptId }) => promptId) : ids);
    res.end();
  });
  routes.get('/history', (_req, res) => {
    res.json(Object.fromEntries(executor.history));
  });
  routes.get('/history/:prompt_id', answerStatus(service), (req, res) => {
    const id = String(req.params['prompt_id']);
    const entry = executor.history.get(id);
    res.json(entry ? { [id]: entry } : {});
  });
  routes.post('/history', readBody, (req, res) => {
    const { delete: ids = [], clear = false } = (req.body ?? {}) as { delete?: string[]; clear?: boolean };
    for (const id of clear ? [...executor.history.keys()] : ids) executor.history.delete(id);
    res.end();
  });
  routes.post('/interrupt', readBody, (req, res) => {
    const { prompt_id: id } = (req.body ?? {}) as { prompt_id?: string };
    const { comfyui_old: old } = service.faults.settings();
    if (old || id === undefined || executor.running()?.promptId === id) executor.interrupt();
    res.end();
  });
  routes.get('/object_info', answerTrouble(service), (_req, res) => {
    res.json(nodeCatalog);
  });
  routes.get('/object_info/:name', answerTrouble(service), (req, res) => {
    const name = String(req.params['name']);
    const info = nodeCatalog[name];
    res.json(info ? { [name]: info } : {});
  });
  routes.get('/system_stats', (_req, res) => {
    const system = {
      os: 'posix',
      comfyui_version: service.faults.settings().comfyui_old ? '0.3.64' : '0.38.0',
    };
    res.json({ system: { ...system, python_version: '3.12', pytorch_version: 'none' }, devices: [] });
  });
  routes.get('/view', createViewHandler(parts));
  routes.post('/upload/image', createUploadHandlers(parts));
  routes.use(answerNotJson);
  return routes;
}

const toDiceKey = ({ params }: Request): string => String(params['prompt_id'] ?? params['name'] ?? 'queue');

/** Faults of any answer that changes nothing. */
function answerTrouble({ faults }: Pick<MockService, 'faults'>): RequestHandler {
  return (req, _res, next) => {
    const key = toDiceKey(req);
    if (faults.strikes('status_drop_rate', key)) {
      req.socket.destroy();
    } else if (faults.strikes('status_error_rate', key)) {
      const status = pickServerError(faults.share('status_error_status', key));
      throw new HttpError(status, 'The mock was told to fail this answer (status_error_rate).');
    } else {
      next();
    }
  };
}

/** Faults of an answer that tells how a prompt is. */
export function answerStatus(service: Pick<MockService, 'faults'>): RequestHandler {
  const answer = answerTrouble(service);
  return (req, res, next) =>
    answer(req, res, () => {
      const key = toDiceKey(req);
      if (service.faults.strikes('bad_body_rate', key))
        res.json({ queue_running: 'soon', status: 'on it', [key]: 'what' });
      else next();
    });
}

function createViewHandler({ service, folder, store }: ComfyRoutesParts): RequestHandler {
  const sendFile = createFileSender(service, store);
  const refuse = (res: Response, status: number): void => void res.status(status).end();
  return async (req, res) => {
    const { filename, subfolder = '', type = 'output' } = req.query as Record<string, string | undefined>;
    if (!filename || filename.startsWith('/') || filename.includes('..')) return refuse(res, 400);
    if (subfolder.includes('..') || subfolder.startsWith('/')) return refuse(res, 403);
    const kept = folder.find({ filename, subfolder, type });
    return kept ? sendFile(res, { task: kept.task, file: kept.media }) : refuse(res, 404);
  };
}

/** A body that is not JSON: the server stumbles over it. Whatever it stumbles over, it says so in plain text. */
// Express knows a handler of errors by its four parameters.
// eslint-disable-next-line max-params
const answerNotJson: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof SyntaxError) res.status(500).type('text').send('500 Internal Server Error');
  else if (error instanceof HttpError && error.status >= 500)
    res.status(error.status).type('text').send(`${error.status} ${error.message}`);
  else next(error);
};
