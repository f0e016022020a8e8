import { Router, json } from 'express';
import { z } from 'zod';
import type { FaultBook } from './fault-book';
import { faultsSchema } from './faults';
import { nowMs } from './now-ms';
import { parseBody } from './parse-body';
import type { Task } from './task';
import type { TaskLedger } from './task-ledger';
import { taskStateAt } from './task-state';

/** What the admin routes steer. */
export interface AdminControls {
  /** Of the service of this port. */
  readonly ledger: TaskLedger;
  /** How often each of its faults struck. */
  readonly struck: () => Record<string, number>;
  readonly faults: FaultBook;
  /** Forgets all jobs and counts of both services, and sets faults and seed; a seed that is not given stays. */
  readonly reset: (to: z.infer<typeof resetSchema>) => Promise<void>;
  /** Restarts ComfyUI, which loses its queue and its history. */
  readonly restartComfy: () => void;
  /** Takes the service of this port away for so long (milliseconds): whoever asks is refused the connection. */
  readonly vanish: (forMs: number) => void;
}

const resetSchema = z.strictObject({ faults: faultsSchema.optional(), seed: z.number().int().optional() });

const restartSchema = z.strictObject({ down_ms: z.number().int().min(0).max(600_000).default(0) });

/** Routes for tests and studies; no API key is asked for here. */
export function createAdminRoutes(controls: AdminControls): Router {
  const { ledger, struck, faults, reset, restartComfy, vanish } = controls;
  const routes = Router();
  routes.use(json());
  routes.get('/faults', (_req, res) => {
    res.json(faults.all());
  });
  routes.put('/faults', (req, res) => {
    faults.change(parseBody(faultsSchema, req.body));
    res.json(faults.all());
  });
  routes.post('/reset', async (req, res) => {
    await reset(parseBody(resetSchema, req.body ?? {}));
    res.json(faults.all());
  });
  routes.post('/comfyui/restart', (req, res) => {
    const { down_ms: downMs } = parseBody(restartSchema, req.body ?? {});
    restartComfy();
    // The answer has to leave before the server does.
    if (downMs > 0) res.on('close', () => vanish(downMs));
    res.json({ restarted: true });
  });
  routes.get('/stats', (_req, res) => {
    res.json({ ...ledger.stats(), struck: struck() });
  });
  routes.get('/ledger', (_req, res) => {
    res.json({ submissions: ledger.all().map(toLedgerLine) });
  });
  return routes;
}

function toLedgerLine(task: Task) {
  const { service, id, idempotencyKey, createdAtMs, end, order } = task;
  return {
    service,
    job_id: id,
    idempotency_key: idempotencyKey ?? null,
    status: end?.status ?? taskStateAt(task, nowMs()).status,
    created_at: new Date(createdAtMs).toISOString(),
    ended_at: end === undefined ? null : new Date(end.atMs).toISOString(),
    prompt: order.prompt,
    left_out: order.details?.['left_out'] ?? null,
  };
}
