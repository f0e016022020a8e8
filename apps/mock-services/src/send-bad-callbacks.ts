import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ServiceFaults } from './service-faults';
import { sendCallback } from './send-callback';
import type { CallbackTarget, Task } from './task';

/** A callback that nobody should believe, as it is sent. */
interface BadCallback {
  readonly body: string;
  readonly headers: Record<string, string>;
}

const STALE_MS = 10 * 60_000;

/** Somebody else's, who knows where callbacks go. */
const OTHER_SECRET = Buffer.from('the secret of somebody else').toString('base64');

function sign(signer: Webhook, body: string, sentAt = new Date()): BadCallback {
  const id = `msg_${randomUUID()}`;
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': signer.sign(id, sentAt, body),
    },
  };
}

/** The same about a task that this account never had. */
function toStranger(lie: object): object {
  const id = `task-${randomUUID()}`;
  if (!('task_id' in lie)) return { ...lie, job_id: id };
  return { ...lie, task_id: id, task_info: { external_task_id: randomUUID() } };
}

export interface BadCallbackParts {
  readonly faults: ServiceFaults;
  readonly signer: Webhook | undefined;
  readonly signal: AbortSignal;
}

/** The bad callbacks that a task is struck with: each a lie about how it ended, but what is no JSON at all. */
function listBadCallbacks(
  task: Task,
  target: CallbackTarget,
  { faults, signer }: BadCallbackParts,
): BadCallback[] {
  // Without a signature a lie cannot be told from the truth: tokens and polling are what protects then.
  if (signer === undefined || target.toHeaders !== undefined) return [];
  const lie = target.toEndBody(task, 'failed');
  const text = JSON.stringify(lie);
  const strikes = (name: 'forged' | 'stale' | 'stranger' | 'malformed'): boolean =>
    faults.strikes(`callback_${name}_rate`, task.diceKey);
  return [
    ...(strikes('forged') ? [sign(new Webhook(OTHER_SECRET), text)] : []),
    ...(strikes('stale') ? [sign(signer, text, new Date(Date.now() - STALE_MS))] : []),
    ...(strikes('stranger') ? [sign(signer, JSON.stringify(toStranger(lie)))] : []),
    ...(strikes('malformed') ? [sign(signer, text.slice(0, text.length / 2))] : []),
  ];
}

/** Sends what a task is struck with. Being refused is what it is for. */
export function sendBadCallbacks(task: Task, target: CallbackTarget, parts: BadCallbackParts): void {
  for (const bad of listBadCallbacks(task, target, parts))
    sendCallback({ url: target.url, ...bad }, parts.signal).catch(() => undefined);
}
