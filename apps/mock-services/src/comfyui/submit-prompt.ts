import {
  comfySubmitSchema,
  type ComfyAccepted,
  type ComfyGraph,
  type ComfySubmit,
} from '@genvideo/models/wire';
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { getBaseUrl } from '../get-base-url';
import type { MockService } from '../mock-service';
import { nowMs } from '../now-ms';
import { refuseSubmission } from '../refuse-submission';
import type { Task } from '../task';
import { waitForClient } from '../wait-for-client';
import { checkPrompt, toRefusal } from './check-prompt';
import type { ComfyExecutor } from './comfy-executor';
import { planPrompt } from './plan-prompt';
import type { PromptItem } from './prompt-item';
import { toPrompt } from './to-posters';

export interface SubmitPromptParts {
  readonly service: Pick<MockService, 'ledger' | 'faults'>;
  readonly executor: ComfyExecutor;
  /** How long a prompt takes. */
  readonly promptSeconds: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A page of another site may not submit. */
const isForeign = (req: Request): boolean => {
  const origin = req.get('origin');
  return origin !== undefined && new URL(origin).host !== req.get('host');
};

const toRefusedId = (id: string | undefined) =>
  id === undefined || UUID.test(id)
    ? null
    : toRefusal('invalid_prompt_id', 'prompt_id must be a canonical lower-case UUID');

/** What the server had when it was asked, and has no longer. */
function toLateRefusal(graph: ComfyGraph, outputs: readonly string[]) {
  const [id = '', { class_type = '' } = {}] = Object.entries(graph)[0] ?? [];
  const error = {
    type: 'value_not_in_list',
    message: 'Value not in list',
    details: 'The mock was told to refuse this prompt (comfyui_refuse_rate).',
    extra_info: {},
  };
  const errors = { [id]: { errors: [error], class_type, dependent_outputs: [...outputs] } };
  return toRefusal('prompt_outputs_failed_validation', 'Prompt outputs failed validation', errors);
}

/** Answers `POST /prompt`. There is no deduplication: the same prompt_id twice runs twice. */
export function createPromptHandler({ service, executor, promptSeconds }: SubmitPromptParts): RequestHandler {
  const { faults, ledger } = service;
  let number = 0;

  const accept = (submit: ComfySubmit, outputs: readonly string[], baseUrl: string): PromptItem => {
    const { prompt: graph, client_id: clientId, front = false, extra_data: extraData = {} } = submit;
    const promptId = submit.prompt_id ?? randomUUID();
    number += 1;
    const task: Task = {
      ...{ id: `comfyui-${randomUUID()}`, service: 'image', idempotencyKey: promptId, diceKey: promptId },
      ...{ createdAtMs: nowMs(), plan: planPrompt(faults, promptSeconds, promptId), baseUrl, media: [] },
      order: { prompt: toPrompt(graph, outputs), makeMedia: () => Promise.resolve([]) },
    };
    const item = {
      number: submit.number ?? (front ? -number : number),
      promptId,
      graph,
      extraData,
      clientId,
    };
    ledger.add(task);
    return { ...item, outputs, task };
  };

  return async (req, res) => {
    if (isForeign(req)) {
      res.status(403).end();
      return;
    }
    const parsed = comfySubmitSchema.safeParse(req.body);
    if (!parsed.success) {
      res.status(400).json(toRefusal('no_prompt', 'No prompt provided').refusal);
      return;
    }
    const submit = parsed.data;
    const check = toRefusedId(submit.prompt_id) ?? checkPrompt(submit.prompt);
    if ('refusal' in check) {
      res.status(400).json(check.refusal);
      return;
    }
    const diceKey = submit.prompt_id ?? 'unnamed';
    if (refuseSubmission(service, diceKey, res)) return;
    if (faults.strikes('comfyui_refuse_rate', diceKey)) {
      res.status(400).json(toLateRefusal(submit.prompt, check.outputs).refusal);
      return;
    }
    if (!(await waitForClient(res, faults.settings().submit_delay_before_accept_ms))) return;
    const item = accept(submit, check.outputs, getBaseUrl(req));
    executor.add(item);
    if (faults.strikes('drop_after_accept_rate', diceKey)) {
      req.socket.destroy();
      return;
    }
    if (!(await waitForClient(res, faults.settings().submit_delay_after_accept_ms))) return;
    const answer: ComfyAccepted = {
      prompt_id: item.promptId,
      number: item.number,
      node_errors: check.nodeErrors,
    };
    res.json(answer);
  };
}
