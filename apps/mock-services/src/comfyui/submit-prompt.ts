import {
  comfySubmitSchema,
  type ComfyAccepted,
  type ComfyNodeErrors,
  type ComfyRefused,
  type ComfySubmit,
} from '@genvideo/models/wire';
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
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
import { strikePrompt } from './strike-prompt';
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

/** An answer that takes nothing. */
interface Refusal {
  readonly status: number;
  readonly body: ComfyRefused | null;
}

const refuse = (res: Response, { status, body }: Refusal): void => {
  res.status(status);
  if (body === null) res.end();
  else res.json(body);
};

/** A request that can be tried, with the outputs that are valid. */
interface ReadPrompt {
  readonly submit: ComfySubmit;
  readonly outputs: readonly string[];
  readonly nodeErrors: ComfyNodeErrors;
}

function readPrompt(req: Request): ReadPrompt | Refusal {
  if (isForeign(req)) return { status: 403, body: null };
  const parsed = comfySubmitSchema.safeParse(req.body);
  if (!parsed.success) return { status: 400, body: toRefusal('no_prompt', 'No prompt provided').refusal };
  const submit = parsed.data;
  const check = toRefusedId(submit.prompt_id) ?? checkPrompt(submit.prompt);
  return 'refusal' in check ? { status: 400, body: check.refusal } : { submit, ...check };
}

/** Which outputs of a prompt run, and which of the valid ones do not all the same. */
interface Chosen {
  readonly outputs: readonly string[];
  readonly leftOut: readonly string[];
}

/** Gives prompts a number and a task. */
function createAccept({ service: { faults, ledger }, promptSeconds }: SubmitPromptParts) {
  let number = 0;
  return (submit: ComfySubmit, { outputs, leftOut }: Chosen, baseUrl: string): PromptItem => {
    const { prompt: graph, client_id: clientId, front = false, extra_data: extraData = {} } = submit;
    const promptId = submit.prompt_id ?? randomUUID();
    number += 1;
    const task: Task = {
      ...{ id: `comfyui-${randomUUID()}`, service: 'image', idempotencyKey: promptId, diceKey: promptId },
      ...{ createdAtMs: nowMs(), plan: planPrompt(faults, promptSeconds, promptId), baseUrl, media: [] },
      order: {
        prompt: toPrompt(graph, outputs),
        makeMedia: () => Promise.resolve([]),
        ...(leftOut.length > 0 ? { details: { left_out: leftOut.join() } } : {}),
      },
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
}

/** Answers `POST /prompt`. There is no deduplication: the same prompt_id twice runs twice. */
export function createPromptHandler(parts: SubmitPromptParts): RequestHandler {
  const { service, executor } = parts;
  const { faults } = service;
  const accept = createAccept(parts);

  return async (req, res) => {
    const read = readPrompt(req);
    if ('status' in read) return refuse(res, read);
    const { submit, outputs } = read;
    const diceKey = submit.prompt_id ?? 'unnamed';
    if (refuseSubmission(service, diceKey, res)) return;
    const struck = strikePrompt({ graph: submit.prompt, outputs, diceKey }, faults);
    if ('status' in struck) return refuse(res, struck);
    if (!(await waitForClient(res, faults.settings().submit_delay_before_accept_ms))) return;
    const leftOut = outputs.filter((id) => !struck.outputs.includes(id));
    const item = accept(submit, { outputs: struck.outputs, leftOut }, getBaseUrl(req));
    executor.add(item);
    if (faults.strikes('drop_after_accept_rate', diceKey)) {
      req.socket.destroy();
      return;
    }
    if (!(await waitForClient(res, faults.settings().submit_delay_after_accept_ms))) return;
    const answer: ComfyAccepted = {
      prompt_id: item.promptId,
      number: item.number,
      node_errors: { ...read.nodeErrors, ...struck.nodeErrors },
    };
    res.json(answer);
  };
}
