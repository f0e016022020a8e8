import type { Request, RequestHandler } from 'express';
import type { FalSubmitted } from '@genvideo/models/wire';
import { getBaseUrl } from '../get-base-url';
import type { MockService } from '../mock-service';
import { nowMs } from '../now-ms';
import { refuseSubmission } from '../refuse-submission';
import type { Task } from '../task';
import { taskStateAt } from '../task-state';
import { waitForClient } from '../wait-for-client';
import type { FalSigner } from './create-fal-signer';
import { FAL_PREFIX, type FalProtocol } from './fal-protocol';
import { toFalWebhook } from './to-fal-webhook';

export interface FalRoutesParts {
  readonly service: MockService;
  readonly protocol: FalProtocol;
  readonly signer: FalSigner;
}

/** Answers `POST /{owner}/{app}[/path]`. There is no deduplication: the same twice is two tasks. */
export function createFalSubmission({ service, protocol, signer }: FalRoutesParts): RequestHandler {
  const { faults, runner } = service;
  let submissions = 0;

  return async (req, res) => {
    const diceKey = `fal ${(submissions += 1)}`;
    if (refuseSubmission(service, diceKey, res)) return;
    const settings = faults.settings();
    if (!(await waitForClient(res, settings.submit_delay_before_accept_ms))) return;
    const url = readWebhook(req);
    const order = {
      ...protocol.toOrder(req.body),
      ...(url === null ? {} : { callback: toFalWebhook(url, protocol, signer) }),
    };
    const task = runner.accept({ order, diceKey, baseUrl: getBaseUrl(req) });
    if (faults.strikes('drop_after_accept_rate', diceKey)) {
      req.socket.destroy();
      return;
    }
    if (!(await waitForClient(res, settings.submit_delay_after_accept_ms))) return;
    res.json(toSubmitted(task, req, countWaiting(service) - 1));
  };
}

function readWebhook({ query }: Request): string | null {
  const { fal_webhook: url } = query;
  return typeof url === 'string' && URL.canParse(url) ? url : null;
}

/** How many requests have not begun. */
function countWaiting({ ledger }: MockService): number {
  const now = nowMs();
  const isWaiting = (task: Task) => task.end === undefined && taskStateAt(task, now).status === 'pending';
  return ledger.all().filter(isWaiting).length;
}

/** The URLs leave out the path below the app, as those of fal do. */
function toSubmitted(task: Task, req: Request, before: number): FalSubmitted {
  const [app = ''] = [req.params['model'] ?? []].flat();
  const request = `${task.baseUrl}${FAL_PREFIX}/${encodeURIComponent(app)}/requests/${task.id}`;
  return {
    request_id: task.id,
    response_url: request,
    status_url: `${request}/status`,
    cancel_url: `${request}/cancel`,
    queue_position: Math.max(0, before),
  };
}
