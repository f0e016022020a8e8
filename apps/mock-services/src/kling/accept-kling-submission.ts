import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { getBaseUrl } from '../get-base-url';
import type { MockService } from '../mock-service';
import type { TaskOrder } from '../task';
import { waitForClient } from '../wait-for-client';
import { drawKlingCode } from './draw-kling-code';
import type { KlingCode } from './kling-codes';
import type { KlingOrder, KlingProtocol } from './kling-protocol';
import { KlingRefusal } from './kling-refusal';
import { toKlingTask } from './to-kling-task';

/** From here on the codes are of a service in trouble, which may have taken the task before it failed. */
const firstServerCode = 5000;

/** Answers a submission: a new task, unless its external_task_id is taken or there are too many tasks already. */
export function createKlingSubmission(service: MockService, protocol: KlingProtocol): RequestHandler {
  const { faults, runner, ledger } = service;
  let unnamed = 0;

  return async (req, res) => {
    const order = protocol.parseOrder(req.body);
    const diceKey = order.externalTaskId ?? `submission ${(unnamed += 1)}`;
    const trouble = strikeBefore(service, diceKey, res);
    if (trouble === 'cut') return;
    const settings = faults.settings();
    if (!(await waitForClient(res, settings.submit_delay_before_accept_ms))) return;
    checkRoom(service, order);

    const named = order.externalTaskId === undefined ? {} : { idempotencyKey: order.externalTaskId };
    const task = runner.accept({
      order: toTaskOrder(order, protocol),
      ...named,
      diceKey,
      baseUrl: getBaseUrl(req),
    });
    if (trouble !== null) throw new KlingRefusal(trouble);
    if (faults.strikes('drop_after_accept_rate', diceKey)) {
      req.socket.destroy();
      return;
    }
    if (!(await waitForClient(res, settings.submit_delay_after_accept_ms))) return;
    const known = ledger.findById(task.id) ?? task;
    res.json({
      code: 0,
      message: 'SUCCEED',
      request_id: randomUUID(),
      data: toKlingTask(known, 'submitted', protocol),
    });
  };
}

/** Faults that strike before acceptance. A code that comes back is for after it. */
function strikeBefore({ faults }: MockService, diceKey: string, res: Response): 'cut' | KlingCode | null {
  if (faults.strikes('drop_before_accept_rate', diceKey)) {
    res.req.socket.destroy();
    return 'cut';
  }
  if (faults.strikes('rate_limit_rate', diceKey)) throw new KlingRefusal(1302, 'rate_limit_rate');
  if (faults.strikes('submit_error_rate', diceKey)) {
    const codes = [5000, 5001, 5002] as const;
    const index = Math.floor(faults.share('submit_error_status', diceKey) * codes.length);
    throw new KlingRefusal(codes[index] ?? 5000, 'submit_error_rate');
  }
  const code = drawKlingCode(faults, { rates: faults.settings().kling_codes, diceKey });
  if (code === null) return null;
  if (code >= firstServerCode && faults.share('kling_code_after', diceKey) < 0.5) return code;
  throw new KlingRefusal(code, 'kling_codes');
}

function checkRoom({ faults, ledger }: MockService, { externalTaskId, units }: KlingOrder): void {
  if (externalTaskId !== undefined && ledger.findByKey(externalTaskId) !== undefined)
    throw new KlingRefusal(1201, `external_task_id ${externalTaskId} is taken`);
  const { concurrency_limit: limit } = faults.settings();
  if (limit === 0 || ledger.unitsInFlight() + units <= limit) return;
  ledger.countOverLimit();
  throw new KlingRefusal(1303);
}

function toTaskOrder({ callbackUrl: url, ...order }: KlingOrder, protocol: KlingProtocol): TaskOrder {
  if (url === undefined) return order;
  return {
    ...order,
    callback: {
      url,
      toEndBody: (task, status) => toKlingTask(task, status === 'completed' ? 'succeed' : 'failed', protocol),
      toChangeBody: (task, status) =>
        toKlingTask(task, status === 'pending' ? 'submitted' : 'processing', protocol),
    },
  };
}
