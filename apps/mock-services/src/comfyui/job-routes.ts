import { Router, type RequestHandler } from 'express';
import type { MockService } from '../mock-service';
import type { ComfyExecutor, HistoryEntry } from './comfy-executor';
import { answerStatus } from './comfy-routes';

/** `/api/jobs` of newer servers; old ones take it for a file that they do not have, and that nobody may post to. */
export function createJobRoutes(service: Pick<MockService, 'faults'>, executor: ComfyExecutor): Router {
  const onlyNew: RequestHandler = (req, res, next) => {
    if (!service.faults.settings().comfyui_old) next();
    else res.sendStatus(req.method === 'GET' ? 404 : 405);
  };
  const routes = Router();
  routes.use(onlyNew);
  routes.get('/:prompt_id', answerStatus(service), (req, res) => {
    const job = toJob(executor, String(req.params['prompt_id']));
    if (job) res.json(job);
    else res.status(404).json({ error: 'Job not found' });
  });
  routes.post('/:prompt_id/cancel', (req, res) => {
    const id = req.params.prompt_id;
    const isRunning = executor.running()?.promptId === id;
    const isPending = executor.pending().some(({ promptId }) => promptId === id);
    if (isRunning) executor.interrupt();
    if (isPending) executor.dequeue([id]);
    res.json({ cancelled: isRunning || isPending });
  });
  return routes;
}

const toJobStatus = ({ status }: HistoryEntry): string => {
  if (status?.status_str === 'success') return 'completed';
  return status?.messages.at(-1)?.[0] === 'execution_interrupted' ? 'cancelled' : 'failed';
};

function toJob(executor: ComfyExecutor, id: string): object | null {
  const entry = executor.history.get(id);
  if (entry) {
    const error = entry.status?.messages.find(([event]) => event === 'execution_error');
    return {
      ...{ id, status: toJobStatus(entry), outputs: entry.outputs, execution_status: entry.status },
      ...(error ? { execution_error: error[1] } : {}),
    };
  }
  if (executor.running()?.promptId === id) return { id, status: 'in_progress', outputs_count: 0 };
  const isPending = executor.pending().some(({ promptId }) => promptId === id);
  return isPending ? { id, status: 'pending', outputs_count: 0 } : null;
}
